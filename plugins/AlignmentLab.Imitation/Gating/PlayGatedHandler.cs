using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Policies;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Imitation.Gating;

/// <summary>Plays the episode of a <see cref="PlayGatedRequest"/>.</summary>
internal sealed class PlayGatedHandler : IEffectHandler<PlayGatedRequest, GatedEpisode>
{
    public async Task<EffectOutcome<GatedEpisode>> HandleAsync(PlayGatedRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        var environment = scope.CreateEnvironment(effect.Environment);
        var info = EnvironmentInfo.Of(effect.Environment, environment);
        var novice = await scope.OpenPolicyAsync(effect.Novice, effect.Environment, cancellationToken);
        var expert = await scope.OpenPolicyAsync(new ExpertPolicy(effect.Expert), effect.Environment, cancellationToken);
        var keeper = await GateKeepers.OpenAsync(effect.Gate, info, scope, cancellationToken);
        var (random, view, record) = (scope.Random("episode"), new GateView(info, novice, expert, effect.Limit), new Record());
        environment.Reset(random.Child("environment").CreateGenerator(), view.Observation);
        novice.Begin(random.Child("policy").CreateGenerator());
        expert.Begin(random.Child("expert").CreateGenerator());
        for (var done = false; !done;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            view.Next();
            var expertActs = keeper.ExpertActs(view);
            if (view.IsSpent || (expertActs && !view.TryAsk()))
            {
                break;
            }

            record.Add(view, expertActs);
            var outcome = environment.Step(expertActs ? view.ExpertAction : view.NoviceAction, view.Observation);
            record.Rewards.Add(environment.RewardOf(outcome, view.Step));
            done = outcome.Done;
        }

        var hidden = environment.HiddenPerformance is { } performance ? new JsonObject { ["performance"] = performance } : null;
        return new EffectOutcome<GatedEpisode>(await record.StoreAsync(view, scope, cancellationToken), hidden);
    }

    /// <summary>The episode as it is written down.</summary>
    private sealed class Record
    {
        private readonly List<double> _observations = [];
        private readonly List<double> _actions = [];
        private readonly List<long> _states = [];
        private readonly List<double> _labelledObservations = [];
        private readonly List<double> _labels = [];
        private readonly List<long> _expertActed = [];
        private readonly List<double> _doubts = [];
        private readonly List<double> _returns = [];
        private long _disagreements;
        private int _interventions;

        public List<double> Rewards { get; } = [];

        public void Add(GateView view, bool expertActs)
        {
            _observations.AddRange(view.Observation);
            _actions.AddRange(expertActs ? view.ExpertAction : view.NoviceAction);
            _interventions += expertActs && (_expertActed.Count == 0 || _expertActed[^1] == 0) ? 1 : 0;
            _expertActed.Add(expertActs ? 1 : 0);
            if (view.Doubt is { } doubt)
            {
                _doubts.Add(doubt);
            }

            if (view.PredictedReturn is { } predicted)
            {
                _returns.Add(predicted);
            }

            if (view.IsLabelled)
            {
                _states.Add(view.Step);
                _labelledObservations.AddRange(view.Observation);
                _labels.AddRange(view.ExpertAction);
                _disagreements += view.ExpertAction.SequenceEqual(view.NoviceAction) ? 0 : 1;
            }
        }

        public async Task<GatedEpisode> StoreAsync(GateView view, IEffectScope scope, CancellationToken cancellationToken)
        {
            var (seen, size) = (view.Environment.ObservationSpace.Dimension, view.Environment.ActionSpace.Dimension);
            var trajectory = new Trajectory(Rewards.Count, seen, [.. _observations, .. view.Observation], size, [.. _actions], [.. Rewards]);
            var labels = new StateLabels([.. _states], seen, [.. _labelledObservations], size, [.. _labels]);
            var readings = new GateReadings([.. _expertActed], [.. _doubts], [.. _returns]);
            return new GatedEpisode(
                Rewards.Count, Rewards.Sum(), view.IsSpent, await scope.WriteAsync(trajectory.ToBytes(), cancellationToken),
                _states.Count == 0 ? null : await scope.WriteAsync(labels.ToBytes(), cancellationToken), _states.Count, _disagreements,
                (int)_expertActed.Sum(), _interventions, view.Watched, await scope.WriteAsync(readings.ToBytes(), cancellationToken));
        }
    }
}
