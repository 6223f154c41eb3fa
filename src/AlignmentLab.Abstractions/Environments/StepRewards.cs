using AlignmentLab.Errors;

namespace AlignmentLab.Environments;

/// <summary>Takes the rewards of steps.</summary>
public static class StepRewards
{
    /// <summary>The visible reward of a step that was just taken.</summary>
    /// <param name="step">Its number within the episode, from 0.</param>
    /// <exception cref="WorkFailedException">It is NaN or infinite, which would end as a hole in a chart.</exception>
    public static double RewardOf(this IEnvironment environment, StepOutcome outcome, long step) => double.IsFinite(outcome.Reward)
        ? outcome.Reward
        : throw new WorkFailedException($"{environment.Name} gave the reward {outcome.Reward} at step {step}; a reward must be finite.");
}
