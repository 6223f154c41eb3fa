using AlignmentLab.Algorithms;
using AlignmentLab.PolicyOptimization.Episodes;
using AlignmentLab.Trajectories;

namespace AlignmentLab.PolicyOptimization.ExpertIteration;

internal sealed class SearchRolloutsHandler : IEffectHandler<SearchRolloutsRequest, SearchedRollouts>
{
    public async Task<EffectOutcome<SearchedRollouts>> HandleAsync(SearchRolloutsRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        var environment = scope.CreateEnvironment(effect.Environment);
        var player = await EpisodePlayer.OpenAsync(scope, effect.Environment, effect.Policy, effect.Reward, maxSteps: null, cancellationToken);
        var (best, random, total, steps) = (new Episode[effect.Starts], scope.Random("starts"), 0.0, 0L);
        for (var start = 0; start < effect.Starts; start++)
        {
            for (var rollout = 0; rollout < effect.Rollouts; rollout++)
            {
                var played = player.Play(random.Child(start).Child("environment"), random.Child(start).Child("policy").Child(rollout), cancellationToken);
                (total, steps) = (total + played.Return, steps + played.Steps);
                // Of equals the first.
                best[start] = rollout == 0 || played.Return > best[start].Return ? played : best[start];
            }

            scope.Report((double)start / effect.Starts, "searching");
        }

        var labels = Labels(best, environment.ObservationSpace.Dimension, environment.ActionSpace.Dimension);
        return new EffectOutcome<SearchedRollouts>(
            new SearchedRollouts(
                await scope.WriteAsync(labels.ToBytes(), cancellationToken), labels.States.Length, steps, total / (effect.Starts * effect.Rollouts), best.Average(e => e.Return)),
            Means.Hidden(best));
    }

    private static StateLabels Labels(Episode[] episodes, int observationSize, int actionSize)
    {
        var states = episodes.SelectMany(e => Enumerable.Range(0, e.Steps)).Select(step => (long)step);
        var observations = episodes.SelectMany(e => new ArraySegment<double>(e.Observations, 0, e.Steps * observationSize));
        return new StateLabels([.. states], observationSize, [.. observations], actionSize, [.. episodes.SelectMany(e => e.Actions)]);
    }
}
