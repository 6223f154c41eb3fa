using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Policies;
using AlignmentLab.PolicyOptimization.Choices;
using AlignmentLab.PolicyOptimization.Episodes;
using FluentValidation;

namespace AlignmentLab.PolicyOptimization.QLearning;

/// <summary>Options of <see cref="QLearning"/>.</summary>
public sealed record QLearningOptions
{
    public QLearningSettings Learning { get; init; } = new();

    /// <summary>What is optimised: a reward as events name one, such as { kind: judge.v1, judge: ... }; null: the environment's visible reward.</summary>
    public JsonObject? Reward { get; init; }

    /// <summary>Episodes of the evaluation, 1 to 100,000.</summary>
    public int EvaluationEpisodes { get; init; } = 100;

    /// <summary>
    /// Episodes that are recorded step by step for those who watch, 0 to 10,000: so many of even actions before anything is learned, and so
    /// many of what was learned. Nothing is learned from them. Default 0.
    /// </summary>
    public int Rollouts { get; init; }
}

internal sealed class QLearningOptionsValidator : AbstractValidator<QLearningOptions>
{
    public QLearningOptionsValidator()
    {
        RuleFor(o => o.Learning).SetValidator(new QLearningSettingsValidator());
        RuleFor(o => o.Reward).MustBeAReward();
        RuleFor(o => o.EvaluationEpisodes).InclusiveBetween(1, 100_000).WithMessage("must be 1 to 100000, not {PropertyValue}.");
        RuleFor(o => o.Rollouts).InclusiveBetween(0, 10_000).WithMessage("must be 0 to 10000, not {PropertyValue}.");
    }
}

/// <summary>
/// Tabular Q-learning (Watkins and Dayan 1992) against any reward, by default the visible one, for environments of few observations: what an optimiser
/// that is kept near nothing comes to.
/// </summary>
public sealed class QLearning : IAlgorithm<QLearningOptions>
{
    public async Task RunAsync(QLearningOptions o, IRunContext run)
    {
        await run.RecordAsync(new UniformPolicy(), o.Rollouts);
        var learned = await run.PerformAsync(new LearnTableRequest(run.Environment.Reference, RewardChoice.Of(o.Reward), o.Learning));
        for (var stretch = 0; stretch < learned.Returns.Length; stretch++)
        {
            await run.MeasureAsync("learning-return", learned.Returns[stretch], (stretch + 1) * (double)o.Learning.Episodes / learned.Returns.Length, "return");
        }

        await run.MeasureAsync("states", learned.States, unit: "states met");
        var evaluation = await run.EvaluateAsync(learned.AsPolicy(), o.EvaluationEpisodes, "test");
        await run.MeasureAsync("return", evaluation.Mean, unit: "return");
        await run.RecordAsync(learned.AsPolicy(), o.Rollouts);
    }
}
