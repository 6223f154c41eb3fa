using AlignmentLab.Algorithms;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Policies;
using AlignmentLab.Randomness;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Imitation.CostToGo;

/// <summary>Plays the episodes of a <see cref="GatherCostsRequest"/> one after the other.</summary>
internal sealed class GatherCostsHandler : IEffectHandler<GatherCostsRequest, GatheredCosts>
{
    public async Task<EffectOutcome<GatheredCosts>> HandleAsync(GatherCostsRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        var environment = scope.CreateEnvironment(effect.Environment);
        if (environment.ActionSpace is not DiscreteSpace)
        {
            throw new WorkFailedException($"Costs to go are compared between choices, and the actions of {environment.Name} are continuous. Name an environment whose actions are choices.");
        }

        var learner = await scope.OpenPolicyAsync(effect.Learner, effect.Environment, cancellationToken);
        var expert = await scope.OpenPolicyAsync(new ExpertPolicy(effect.Expert), effect.Environment, cancellationToken);
        var player = new Player(environment, learner, expert, effect.Beta, cancellationToken);
        var (samples, queries, cut, episodes) = (new List<Fragment>(), 0L, 0L, 0);
        while (episodes < effect.Episodes && queries < effect.Limit)
        {
            var played = player.Play(scope.Random("costs").Child(episodes++), effect.Limit - queries);
            queries += played.Queries;
            cut = played.WasCut ? played.Queries : 0;
            if (!played.WasCut && played.Drawn < played.Rewards.Count)
            {
                samples.Add(new Fragment(await scope.WriteAsync(played.ToTrajectory(environment).ToBytes(), cancellationToken), played.Drawn, 1));
            }

            scope.Report((double)queries / effect.Limit);
        }

        return new EffectOutcome<GatheredCosts>(new GatheredCosts(samples, queries, episodes, cut));
    }

    /// <param name="Drawn">The step of the drawn action, whether it was reached or not.</param>
    private sealed record Played(int Drawn, List<double> Observations, List<double> Actions, List<double> Rewards, long Queries, bool WasCut)
    {
        public Trajectory ToTrajectory(IEnvironment environment) =>
            new(Rewards.Count, environment.ObservationSpace.Dimension, [.. Observations], environment.ActionSpace.Dimension, [.. Actions], [.. Rewards]);
    }

    private sealed class Player(IEnvironment environment, IActor learner, IActor expert, double beta, CancellationToken cancellationToken)
    {
        private readonly int _choices = ((DiscreteSpace)environment.ActionSpace).Count;
        private readonly double[] _observation = new double[environment.ObservationSpace.Dimension];
        private readonly double[] _action = new double[1];

        public Played Play(RandomStream random, long limit)
        {
            var draws = random.Child("time").CreateGenerator();
            var (drawn, explored) = ((int)draws.NextInteger(0, environment.MaxSteps), (double)draws.NextInteger(0, _choices));
            environment.Reset(random.Child("environment").CreateGenerator(), _observation);
            learner.Begin(random.Child("learner").CreateGenerator());
            expert.Begin(random.Child("expert").CreateGenerator());
            var (observations, actions, rewards, queries) = (new List<double>(_observation), new List<double>(), new List<double>(), 0L);
            for (var done = false; !done;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var step = rewards.Count;
                var isExpert = step > drawn || (step < drawn && beta > 0 && draws.NextDouble() < beta);
                if (isExpert && queries == limit)
                {
                    return new Played(drawn, observations, actions, rewards, queries, WasCut: true);
                }

                Act(step, drawn, explored, isExpert);
                queries += isExpert ? 1 : 0;
                actions.AddRange(_action);
                var outcome = environment.Step(_action, _observation);
                rewards.Add(environment.RewardOf(outcome, step));
                observations.AddRange(_observation);
                done = outcome.Done;
            }

            return new Played(drawn, observations, actions, rewards, queries, WasCut: false);
        }

        private void Act(int step, int drawn, double explored, bool isExpert)
        {
            // The learner is asked in the expert's steps too: its time within the episode is the number of its own steps.
            if (step < drawn)
            {
                learner.Act(_observation, _action);
            }

            if (isExpert)
            {
                expert.Act(_observation, _action);
            }

            _action[0] = step == drawn ? explored : _action[0];
        }
    }
}
