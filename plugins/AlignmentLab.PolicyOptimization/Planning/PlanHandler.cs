using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Numerics;
using AlignmentLab.Policies;

namespace AlignmentLab.PolicyOptimization.Planning;

/// <summary>Plans, and works out what is to be expected of the plan. What the environment hides is only used for what is recorded for audit.</summary>
internal sealed class PlanHandler : IEffectHandler<PlanRequest, Plan>
{
    public async Task<EffectOutcome<Plan>> HandleAsync(PlanRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        if (scope.CreateEnvironment(effect.Environment) is not IFiniteEnvironment { ActionSpace: DiscreteSpace actions } environment)
        {
            throw new InvalidInputException($"{effect.Environment.Name} cannot be planned in exactly: its states are not numbered. Learn a policy instead, such as by q-learning.");
        }

        var logPrior = await LogsAsync(effect.Prior, effect.Environment, environment, actions.Count, scope, cancellationToken);
        var reference = effect.Reference is null ? logPrior : await LogsAsync(effect.Reference, effect.Environment, environment, actions.Count, scope, cancellationToken);
        var rewards = FiniteRewards.Of(effect.Reward, environment, await scope.OpenRewardAsync(effect.Reward, effect.Environment, cancellationToken));
        var planner = new Planner(environment, effect.Rule, rewards, logPrior);
        var probabilities = planner.Run(fraction => scope.Report(fraction, "planning"), cancellationToken);

        var table = await scope.WriteAsync(PolicyTable.Numbered(actions.Count, StateByState(probabilities, environment.StateCount)).ToBytes(), cancellationToken);
        var plan = new Plan(
            table,
            Planner.Expected(environment, probabilities, Gains(environment, actions.Count, environment.Rewards), environment.MaxSteps),
            Planner.Expected(environment, probabilities, Divergence(probabilities, reference), environment.MaxSteps),
            planner.Sweeps,
            planner.Residual);
        var hidden = environment is IFiniteHiddenUtility utility
            ? new JsonObject { ["performance"] = Planner.Expected(environment, probabilities, Gains(environment, actions.Count, utility.HiddenUtilities), environment.MaxSteps) }
            : null;
        return new EffectOutcome<Plan>(plan, hidden);
    }

    private delegate void StateGains(int action, Span<double> gains);

    private static double[] Gains(IFiniteEnvironment environment, int actions, StateGains of)
    {
        var gains = new double[actions * environment.StateCount];
        for (var action = 0; action < actions; action++)
        {
            of(action, gains.AsSpan(action * environment.StateCount, environment.StateCount));
        }

        return gains;
    }

    // The logarithms of a policy's probabilities, action by action, one number a state.
    private static async Task<double[]> LogsAsync(
        Policy policy, EnvironmentRef reference, IFiniteEnvironment environment, int actions, IEffectScope scope, CancellationToken cancellationToken)
    {
        var prior = await scope.OpenPolicyAsync(policy, reference, cancellationToken) as IDistributionActor
            ?? throw new InvalidInputException($"The prior cannot say how likely its choices are in {reference.Name}; name another, such as uniform.");
        prior.Begin(scope.Random("prior").CreateGenerator());
        var logs = new double[actions * environment.StateCount];
        var (seen, row) = (new double[environment.ObservationSpace.Dimension], new double[actions]);
        for (var state = 0; state < environment.StateCount; state++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            environment.Observe(state, seen);
            prior.Distribution(seen, row);
            for (var action = 0; action < actions; action++)
            {
                logs[(action * environment.StateCount) + state] = row[action] > 0 ? PortableMath.Log(row[action]) : ActionChoice.Never;
            }
        }

        return logs;
    }

    // What each action adds to the sum over states of KL(policy || reference).
    private static double[] Divergence(double[] probabilities, double[] logs)
    {
        var divergence = new double[probabilities.Length];
        for (var i = 0; i < divergence.Length; i++)
        {
            divergence[i] = probabilities[i] > 0 ? PortableMath.Log(probabilities[i]) - logs[i] : 0;
        }

        return divergence;
    }

    private static double[] StateByState(double[] byAction, int states)
    {
        var actions = byAction.Length / states;
        var rows = new double[byAction.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = byAction[(i % actions * states) + (i / actions)];
        }

        return rows;
    }
}
