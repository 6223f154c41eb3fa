using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Policies;
using AlignmentLab.Randomness;

namespace AlignmentLab.PolicyOptimization.QLearning;

/// <summary>
/// Learns a table by Watkins' Q-learning (Watkins and Dayan 1992): Q(s, a) moves towards r + discount max Q(s', .), where what
/// comes after the end of the task counts 0; an episode that the step limit cut goes on as far as the values are concerned.
/// </summary>
internal sealed class LearnTableHandler : IEffectHandler<LearnTableRequest, LearnedTable>
{
    private const int CurvePoints = 100;

    public async Task<EffectOutcome<LearnedTable>> HandleAsync(LearnTableRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        var environment = scope.CreateEnvironment(effect.Environment);
        if (environment.ActionSpace is not DiscreteSpace actions)
        {
            throw new InvalidInputException($"q-learning needs discrete actions; those of {environment.Name} are not.");
        }

        var reward = await scope.OpenRewardAsync(effect.Reward, effect.Environment, cancellationToken);
        var (settings, draws) = (effect.Settings, scope.Random("episodes").CreateGenerator());
        var table = new ValueTable(environment.ObservationSpace.Dimension, actions.Count, settings.InitialValue);
        var (seen, next, action) = (new double[environment.ObservationSpace.Dimension], new double[environment.ObservationSpace.Dimension], new double[1]);
        var (returns, hidden) = (new Curve(settings.Episodes, CurvePoints), new Curve(settings.Episodes, CurvePoints));
        var steps = 0L;
        for (var episode = 0; episode < settings.Episodes; episode++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var explored = settings.ExploreFirst + ((settings.ExploreLast - settings.ExploreFirst) * episode / Math.Max(1, settings.Episodes - 1));
            environment.Reset(draws, seen);
            var (state, total, outcome) = (table.StateOf(seen), 0.0, default(StepOutcome));
            while (!outcome.Done)
            {
                var choice = draws.NextDouble() < explored ? (int)(draws.NextDouble() * actions.Count) : table.Best(state);
                action[0] = choice;
                outcome = environment.Step(action, next);
                var gained = reward.Reward(seen, action, next, outcome.Reward);
                var arrived = table.StateOf(next);
                table.Move(state, choice, gained + (outcome.Terminated ? 0 : settings.Discount * table.Value(arrived)), settings.LearningRate);
                (seen, next, state) = (next, seen, arrived);
                total += gained;
                steps++;
            }

            returns.Add(episode, total);
            hidden.Add(episode, environment.HiddenPerformance ?? 0);
            if (episode % 64 == 0)
            {
                scope.Report((double)episode / settings.Episodes, "learning");
            }
        }

        var artifact = await scope.WriteAsync(table.Greedy().ToBytes(), cancellationToken);
        return new EffectOutcome<LearnedTable>(
            new LearnedTable(artifact, table.States, steps, returns.Means()),
            environment.HiddenPerformance is null ? null : new JsonObject { ["learning-performance"] = new JsonArray([.. hidden.Means().Select(h => JsonValue.Create(h))]) });
    }
}
