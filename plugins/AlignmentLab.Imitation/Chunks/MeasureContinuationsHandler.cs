using AlignmentLab.Algorithms;
using AlignmentLab.Errors;
using AlignmentLab.Numerics;

namespace AlignmentLab.Imitation.Chunks;

/// <summary>Plays continuations of the expert and of the policy from the policy's states, and compares them.</summary>
internal sealed class MeasureContinuationsHandler : IEffectHandler<MeasureContinuationsRequest, ContinuationFigures>
{
    public async Task<EffectOutcome<ContinuationFigures>> HandleAsync(MeasureContinuationsRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        var player = await ContinuationPlayer.OpenAsync(scope, effect.Environment, effect.Policy, effect.Expert, cancellationToken);
        var (byExpert, byPolicy) = (new List<Continuation>(), new List<Continuation>());
        foreach (var (start, i) in effect.Starts.Select((s, i) => (s, i)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (player.Play(scope.Random("continuations").Child(i), start, effect.Length, player.Expert) is { } his
                && player.Play(scope.Random("continuations").Child(i), start, effect.Length, player.Policy) is { } own)
            {
                byExpert.Add(his);
                byPolicy.Add(own);
            }
        }

        if (byExpert.Count < 2)
        {
            throw new WorkFailedException($"Of {effect.Starts.Count} continuations {byExpert.Count} lasted {effect.Length} steps; two at least are compared. Measure shorter ones.");
        }

        var best = Areas([.. byExpert.Select(c => c.Ratios)], [.. byPolicy.Select(c => c.Ratios)]);
        var trained = effect.Discriminator is { } learner
            ? await new Discriminator(scope, learner, player.Choices, player.ObservationSize).AreasAsync(byExpert, byPolicy, effect.Length, cancellationToken) : null;
        return new EffectOutcome<ContinuationFigures>(new ContinuationFigures(
            [.. Enumerable.Range(0, effect.Length).Select(j => byExpert.Average(c => c.Divergences[j]))],
            [.. Enumerable.Range(0, effect.Length).Select(j => byExpert.Average(c => Math.Max(0, 1 - PortableMath.Exp(-c.Ratios[j]))))],
            [.. best.Select(b => b.Area)], [.. best.Select(b => b.Error)],
            trained?.Select(t => t.Area).ToArray(), trained?.Select(t => t.Error).ToArray()));
    }

    /// <summary>The areas after each number of steps, by scores after each.</summary>
    internal static (double Area, double Error)[] Areas(IReadOnlyList<double[]> byExpert, IReadOnlyList<double[]> byPolicy) =>
        [.. Enumerable.Range(0, byExpert[0].Length).Select(j => WithError([.. byExpert.Select(scores => scores[j])], [.. byPolicy.Select(scores => scores[j])]))];

    private static (double Area, double Error) WithError(double[] positives, double[] negatives)
    {
        var area = Auroc.Of(positives, negatives);
        return (area, Auroc.StandardError(area, positives.Length, negatives.Length));
    }
}
