using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Rewards;

namespace AlignmentLab.PolicyOptimization.Planning;

/// <summary>The expected reward of each action in each state, from any source that says it without an episode.</summary>
internal static class FiniteRewards
{
    /// <returns>Action by action, one number a state.</returns>
    /// <exception cref="InvalidInputException">The source's reward depends on more than a step's state and action, or the state it ends in.</exception>
    public static double[] Of(RewardSource source, IFiniteEnvironment environment, IRewardFunction reward)
    {
        var actions = ((DiscreteSpace)environment.ActionSpace).Count;
        var rewards = new double[actions * environment.StateCount];
        switch (source)
        {
            case EnvironmentReward:
                for (var action = 0; action < actions; action++)
                {
                    environment.Rewards(action, rewards.AsSpan(action * environment.StateCount, environment.StateCount));
                }

                return rewards;
            case LearnedReward { Input: RewardInput.NextObservation }:
                environment.ExpectEach(OfStates(environment, reward), rewards);
                return rewards;
            case LearnedReward { Input: RewardInput.ObservationAndAction }:
                FillByAction(environment, reward, rewards);
                return rewards;
            default:
                throw new InvalidInputException(
                    $"Exact planning needs the environment's reward or a learned one; {source.GetType().Name} says it of steps that were taken. Learn the policy instead, such as by q-learning.");
        }
    }

    private static double[] OfStates(IFiniteEnvironment environment, IRewardFunction reward)
    {
        var (values, next) = (new double[environment.StateCount], new double[environment.ObservationSpace.Dimension]);
        for (var state = 0; state < values.Length; state++)
        {
            environment.Observe(state, next);
            values[state] = reward.Reward([], [], next, 0);
        }

        return values;
    }

    private static void FillByAction(IFiniteEnvironment environment, IRewardFunction reward, double[] rewards)
    {
        var seen = new double[environment.ObservationSpace.Dimension];
        Span<double> action = stackalloc double[1];
        for (var i = 0; i < rewards.Length; i++)
        {
            action[0] = i / environment.StateCount;
            environment.Observe(i % environment.StateCount, seen);
            rewards[i] = reward.Reward(seen, action, [], 0);
        }
    }
}
