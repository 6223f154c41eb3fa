using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Core.Statistics;
using AlignmentLab.Environments;
using AlignmentLab.Randomness;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Core.Jobs.Handlers;

/// <summary>Plays the episodes of an evaluation, from start states that are the same for every policy under one name.</summary>
internal sealed class EvaluateHandler : IEffectHandler<EvaluateRequest, Evaluation>
{
    // 2 MiB of observations: more than any detector compares.
    private const int MaxRecordedNumbers = 1 << 18;

    public async Task<EffectOutcome<Evaluation>> HandleAsync(EvaluateRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        var environment = scope.CreateEnvironment(effect.Environment);
        var stride = Stride(effect.Episodes, environment);
        var random = Random(effect, scope);
        var episodes = new EvaluatedEpisode[effect.Episodes];

        // Each episode has a stream of its own, so it does not matter which lane plays it, nor when.
        var lanes = Math.Min(System.Environment.ProcessorCount, effect.Episodes);
        var done = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, lanes), cancellationToken, async (lane, token) =>
        {
            var actor = await scope.OpenPolicyAsync(effect.Policy, effect.Environment, token);
            var own = scope.CreateEnvironment(effect.Environment);
            for (var i = lane; i < episodes.Length; i += lanes)
            {
                episodes[i] = Evaluated(Episode.Play(own, actor, random.Child(i), null, token), stride);
                scope.Report((double)Interlocked.Increment(ref done) / episodes.Length);
            }
        });

        var returns = Array.ConvertAll(episodes, e => e.Return);
        var hidden = Array.ConvertAll(episodes, e => e.HiddenPerformance);
        var lengths = Array.ConvertAll(episodes, e => (long)(e.Visited.Length / environment.ObservationSpace.Dimension));
        var (_, mean, error) = Summary.Of(returns);
        var states = new VisitedStates(environment.ObservationSpace.Dimension, [.. episodes.SelectMany(e => e.Visited)], lengths);
        return new EffectOutcome<Evaluation>(
            new Evaluation(returns, mean, error, episodes.Sum(e => e.Steps), await scope.WriteAsync(states.ToBytes(), cancellationToken)),
            hidden.Contains(null) ? null : new JsonObject { ["performance"] = new JsonArray([.. hidden.Select(h => JsonValue.Create(h!.Value))]) });
    }

    /// <summary>Plays one episode of an evaluation by itself: it is the same to the bit.</summary>
    /// <param name="episode">From 0.</param>
    public static async Task<PlayedEpisode> PlayAsync(EvaluateRequest effect, IEffectScope scope, int episode, CancellationToken cancellationToken)
    {
        var actor = await scope.OpenPolicyAsync(effect.Policy, effect.Environment, cancellationToken);
        return Episode.Play(scope.CreateEnvironment(effect.Environment), actor, Random(effect, scope).Child(episode), null, cancellationToken);
    }

    private static RandomStream Random(EvaluateRequest effect, IEffectScope scope) => scope.CommonRandom("evaluation").Child(effect.StartStates);

    private static EvaluatedEpisode Evaluated(PlayedEpisode played, int stride)
    {
        var trajectory = played.Trajectory;
        var visited = new double[(trajectory.Steps + stride - 1) / stride * trajectory.ObservationSize];
        for (var (step, row) = (0, 0); step < trajectory.Steps; step += stride, row++)
        {
            trajectory.Observation(step).CopyTo(visited.AsSpan(row * trajectory.ObservationSize));
        }

        return new EvaluatedEpisode(played.Return, trajectory.Steps, played.HiddenPerformance, visited);
    }

    // Fixed before the first step, so that memory and disk stay within bounds however long the episodes turn out.
    private static int Stride(int episodes, IEnvironment environment) =>
        (int)Math.Ceiling((double)episodes * environment.MaxSteps * environment.ObservationSpace.Dimension / MaxRecordedNumbers);

    private readonly record struct EvaluatedEpisode(double Return, long Steps, double? HiddenPerformance, double[] Visited);
}
