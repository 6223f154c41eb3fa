using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Core.Jobs.Handlers;

/// <summary>Plays the episodes of an evaluation, from start states that are the same for every policy under one name.</summary>
internal sealed class EvaluateHandler : IEffectHandler<EvaluateRequest, Evaluation>
{
    public async Task<EffectOutcome<Evaluation>> HandleAsync(EvaluateRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        var actor = await scope.OpenPolicyAsync(effect.Policy, effect.Environment, cancellationToken);
        var environment = scope.CreateEnvironment(effect.Environment);
        var random = scope.CommonRandom("evaluation").Child(effect.StartStates);
        var episodes = new List<PlayedEpisode>(effect.Episodes);
        for (var i = 0; i < effect.Episodes; i++)
        {
            episodes.Add(Episode.Play(environment, actor, random.Child(i), null, cancellationToken));
            scope.Report((i + 1.0) / effect.Episodes);
        }

        var returns = episodes.Select(e => e.Return).ToArray();
        var (mean, error) = MeanAndStandardError(returns);
        var visited = new VisitedStates(
            environment.ObservationSpace.Dimension,
            [.. episodes.SelectMany(e => e.Trajectory.Observations.Take(e.Trajectory.Steps * e.Trajectory.ObservationSize))],
            [.. episodes.Select(e => (long)e.Trajectory.Steps)]);
        var hidden = episodes.Select(e => e.HiddenPerformance).ToList();
        return new EffectOutcome<Evaluation>(
            new Evaluation(returns, mean, error, visited.Lengths.Sum(), await scope.WriteAsync(visited.ToBytes(), cancellationToken)),
            hidden.Contains(null) ? null : new JsonObject { ["performance"] = new JsonArray([.. hidden.Select(h => JsonValue.Create(h!.Value))]) });
    }

    private static (double Mean, double StandardError) MeanAndStandardError(double[] values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        var mean = sum / values.Length;
        var squares = 0.0;
        foreach (var value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return (mean, values.Length > 1 ? Math.Sqrt(squares / (values.Length - 1) / values.Length) : 0);
    }
}
