using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Artifacts;
using AlignmentLab.Policies;
using AlignmentLab.Rewards;

namespace AlignmentLab.RewardModeling.PolicyLearning;

/// <summary>A policy between one improvement and the next. Its value network goes on with it, also where the reward is another one than before.</summary>
internal sealed class LearningPolicy
{
    private readonly PolicyLearningOptions _options;
    private readonly Policy _reference;
    private Artifact _policy;
    private Artifact? _value;

    private LearningPolicy(PolicyLearningOptions options, Artifact start) => (_options, _policy, _reference) = (options, start, new SoftmaxPolicy(start));

    /// <summary>As it is now.</summary>
    public SoftmaxPolicy Current => new(_policy);

    public static async Task<LearningPolicy> StartAsync(PolicyLearningOptions options, IRunContext run) =>
        new(options, await run.StartPolicyAsync(options.Start, options.Imitation, options.Settings.Policy));

    /// <summary>One iteration.</summary>
    /// <param name="given">What it has played, to be learned from; null: it plays anew.</param>
    public async Task<PolicyImprovement> ImproveAsync(IRunContext run, RewardSource reward, GivenEpisodes? given = null)
    {
        var improved = await run.PerformAsync(new ImprovePolicyRequest(
            run.Environment.Reference, reward, _policy, _value, _reference, _options.KlPenalty, _options.Settings, given));
        (_policy, _value) = (improved.Policy, improved.Value);
        return improved;
    }

    /// <summary>Measures what it came to.</summary>
    public async Task EvaluateAsync(IRunContext run, double step)
    {
        var evaluation = await run.EvaluateAsync(Current, _options.EvaluationEpisodes, "test");
        await run.MeasureAsync("return", evaluation.Mean, step, "visible return");
    }
}
