using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Environments;
using AlignmentLab.RewardModeling.Fitting;

namespace AlignmentLab.RewardModeling.Attacks;

internal sealed class AttackRewardHandler : IEffectHandler<AttackRewardRequest, RewardAttack>
{
    public async Task<EffectOutcome<RewardAttack>> HandleAsync(AttackRewardRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        var o = effect.Options;
        var reward = await scope.OpenRewardAsync(effect.Reward, effect.Environment, cancellationToken);
        var free = new FreeSearch(reward, EnvironmentInfo.Of(effect.Environment, scope.CreateEnvironment(effect.Environment)), o.UnboundedAs).Run(o.FreeSamples, scope.Random("free").CreateGenerator(), cancellationToken);

        var search = new SequenceSearch(reward, scope.CreateEnvironment(effect.Environment), scope.Random("start"), o.MaxSteps, o.UnboundedAs);
        var draws = scope.Random("sequences").CreateGenerator();
        var drawn = new List<PlayedSequence>(o.Sequences);
        for (var i = 0; i < o.Sequences; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            drawn.Add(search.Draw(draws));
            scope.Report((double)i / (o.Sequences + o.Changes), "attacking the reward");
        }

        var best = drawn.MaxBy(s => s.Return)!;
        for (var i = 0; i < o.Changes; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            best = search.Climb(best, draws);
            scope.Report((double)(o.Sequences + i) / (o.Sequences + o.Changes), "attacking the reward");
        }

        var trajectory = await scope.WriteAsync(search.Record(best, out var hidden).ToBytes(), cancellationToken);
        var random = Spread(drawn);
        return new EffectOutcome<RewardAttack>(
            new RewardAttack(
                free, new RealisedSequence(best.Return, best.VisibleReturn, search.LargestStep, best.Steps, trajectory, o.Sequences + o.Changes), random,
                free.Reward - search.LargestStep, VisibleGap(best, random)),
            hidden is { } performance ? new JsonObject { ["performance"] = performance } : null);
    }

    private static double? VisibleGap(PlayedSequence best, RandomSequences random) => random.Deviation > 0 && random.VisibleDeviation > 0
        ? ((best.Return - random.Mean) / random.Deviation) - ((best.VisibleReturn - random.VisibleMean) / random.VisibleDeviation)
        : null;

    private static RandomSequences Spread(List<PlayedSequence> drawn)
    {
        var (mean, visible) = (drawn.Average(s => s.Return), drawn.Average(s => s.VisibleReturn));
        return new RandomSequences(
            mean, Math.Sqrt(drawn.Average(s => (s.Return - mean) * (s.Return - mean))),
            visible, Math.Sqrt(drawn.Average(s => (s.VisibleReturn - visible) * (s.VisibleReturn - visible))));
    }
}
