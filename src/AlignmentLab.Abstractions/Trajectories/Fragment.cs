using AlignmentLab.Artifacts;
using AlignmentLab.Rewards;

namespace AlignmentLab.Trajectories;

/// <summary>Consecutive steps of a rollout, as events name them.</summary>
/// <param name="Trajectory">The rollout's trajectory.</param>
/// <param name="Start">The first step, 0 or more.</param>
/// <param name="Length">Steps, 1 or more; all within the trajectory.</param>
public sealed record Fragment(Artifact Trajectory, int Start, int Length);

/// <summary>Two fragments to compare. They should be of one length, or the longer one tends to win by its length.</summary>
public sealed record FragmentPair(Fragment First, Fragment Second);

/// <summary>A fragment's content: what a learner may see of some steps.</summary>
public sealed class TrajectoryFragment
{
    private readonly Trajectory _trajectory;
    private readonly int _start;

    /// <exception cref="ArgumentException">The steps do not lie within the trajectory.</exception>
    public TrajectoryFragment(Trajectory trajectory, int start, int length)
    {
        if (start < 0 || length < 1 || start > trajectory.Steps - length)
        {
            throw new ArgumentException($"{length} steps from {start} on do not lie within a trajectory of {trajectory.Steps}.", nameof(start));
        }

        (_trajectory, _start, Length) = (trajectory, start, length);
    }

    /// <summary>Steps, 1 or more.</summary>
    public int Length { get; }

    /// <summary>What the policy saw before a step's action.</summary>
    /// <param name="step">From 0 to <see cref="Length"/>, counted from the fragment's beginning; the last is what it ended in.</param>
    public ReadOnlySpan<double> Observation(int step) => _trajectory.Observation(_start + step);

    /// <summary>The action taken in a step.</summary>
    public ReadOnlySpan<double> Action(int step) => _trajectory.Action(_start + step);

    /// <summary>The visible reward of a step.</summary>
    public double Reward(int step) => _trajectory.Rewards[_start + step];

    /// <summary>The sum of a reward over the steps, in their order.</summary>
    public double Return(IRewardFunction reward)
    {
        var sum = 0.0;
        for (var i = 0; i < Length; i++)
        {
            sum += reward.Reward(Observation(i), Action(i), Observation(i + 1), Reward(i));
        }

        return sum;
    }

    /// <summary>The sum of the visible rewards, in the order of the steps.</summary>
    public double VisibleReturn()
    {
        var sum = 0.0;
        for (var i = 0; i < Length; i++)
        {
            sum += Reward(i);
        }

        return sum;
    }
}
