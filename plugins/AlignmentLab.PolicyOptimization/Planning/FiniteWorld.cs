using AlignmentLab.Algorithms;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Numerics;
using AlignmentLab.Policies;
using AlignmentLab.Rewards;

namespace AlignmentLab.PolicyOptimization.Planning;

/// <summary>An environment that is planned in, and what is to be expected of policies there. What it hides is only used for what is recorded for audit.</summary>
internal sealed class FiniteWorld
{
    private readonly IFiniteEnvironment _environment;
    private readonly EnvironmentRef _reference;
    private readonly IEffectScope _scope;
    private readonly double[] _rewards;

    private FiniteWorld(IFiniteEnvironment environment, EnvironmentRef reference, IEffectScope scope, double[] rewards) =>
        (_environment, _reference, _scope, _rewards, Actions) = (environment, reference, scope, rewards, ((DiscreteSpace)environment.ActionSpace).Count);

    private delegate void StateGains(int action, Span<double> gains);

    public int Actions { get; }

    public int States => _environment.StateCount;

    /// <exception cref="InvalidInputException">The environment's states are not numbered, or the reward is not one of a step's state and action.</exception>
    public static async Task<FiniteWorld> OpenAsync(EnvironmentRef reference, RewardSource reward, IEffectScope scope, CancellationToken cancellationToken)
    {
        if (scope.CreateEnvironment(reference) is not IFiniteEnvironment { ActionSpace: DiscreteSpace } environment)
        {
            throw new InvalidInputException($"{reference.Name} cannot be planned in exactly: its states are not numbered. Learn a policy instead, such as by q-learning.");
        }

        return new FiniteWorld(environment, reference, scope, FiniteRewards.Of(reward, environment, await scope.OpenRewardAsync(reward, reference, cancellationToken)));
    }

    /// <param name="logPrior">See <see cref="LogsAsync"/>.</param>
    public Planner Planner(PlanRule rule, double[] logPrior) =>
        new(_environment, rule, _rewards, rule is { InverseTemperature: null, Quantile: null, BestOf: null } ? Possible(logPrior) : logPrior);

    /// <summary>The logarithms of a policy's probabilities, action by action, one number a state; <see cref="ActionChoice.Never"/> for 0.</summary>
    /// <exception cref="InvalidInputException">The policy cannot say how likely its choices are.</exception>
    public async Task<double[]> LogsAsync(Policy policy, CancellationToken cancellationToken)
    {
        var prior = await _scope.OpenPolicyAsync(policy, _reference, cancellationToken) as IDistributionActor
            ?? throw new InvalidInputException($"The prior cannot say how likely its choices are in {_reference.Name}; name another, such as uniform.");
        prior.Begin(_scope.Random("prior").CreateGenerator());
        var logs = new double[Actions * States];
        var (seen, row) = (new double[_environment.ObservationSpace.Dimension], new double[Actions]);
        for (var state = 0; state < States; state++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _environment.Observe(state, seen);
            prior.Distribution(seen, row);
            for (var action = 0; action < Actions; action++)
            {
                logs[(action * States) + state] = LogOf(row[action]);
            }
        }

        return logs;
    }

    /// <summary>The logarithm of a probability, <see cref="ActionChoice.Never"/> for 0.</summary>
    public static double LogOf(double probability) => probability > 0 ? PortableMath.Log(probability) : ActionChoice.Never;

    /// <summary>The expected visible return of an episode.</summary>
    /// <param name="probabilities">Action by action, one number a state.</param>
    public double Return(double[] probabilities) => Expected(probabilities, Gains(_environment.Rewards));

    /// <summary>The expected sum over an episode's states of KL(policy || reference), in nats.</summary>
    public double Divergence(double[] probabilities, double[] logs)
    {
        var divergence = new double[probabilities.Length];
        for (var i = 0; i < divergence.Length; i++)
        {
            divergence[i] = probabilities[i] > 0 ? PortableMath.Log(probabilities[i]) - logs[i] : 0;
        }

        return Expected(probabilities, divergence);
    }

    /// <summary>The expected hidden performance of an episode; null where the environment hides nothing.</summary>
    public double? HiddenPerformance(double[] probabilities) =>
        _environment is IFiniteHiddenUtility utility ? Expected(probabilities, Gains(utility.HiddenUtilities)) : null;

    // Whoever takes the best action always is held by what the prior never does, not by what it seldom does. An even prior says just that as it is.
    private double[] Possible(double[] logPrior)
    {
        for (var i = States; i < logPrior.Length; i++)
        {
            var first = logPrior[i % States];
            if (logPrior[i] != first && logPrior[i] != ActionChoice.Never && first != ActionChoice.Never)
            {
                return Array.ConvertAll(logPrior, log => log == ActionChoice.Never ? log : 0);
            }
        }

        return logPrior;
    }

    private double Expected(double[] probabilities, double[] gains) => Planning.Planner.Expected(_environment, probabilities, gains, _environment.MaxSteps);

    private double[] Gains(StateGains of)
    {
        var gains = new double[Actions * States];
        for (var action = 0; action < Actions; action++)
        {
            of(action, gains.AsSpan(action * States, States));
        }

        return gains;
    }
}
