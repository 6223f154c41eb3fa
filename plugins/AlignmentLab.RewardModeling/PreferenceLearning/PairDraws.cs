using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Randomness;
using AlignmentLab.Trajectories;

namespace AlignmentLab.RewardModeling.PreferenceLearning;

/// <summary>Draws pairs of fragments.</summary>
internal static class PairDraws
{
    /// <summary>Two rollouts at random, the same one twice included, and from each a fragment begun at random.</summary>
    public static FragmentPair NextPair(this Pcg64 draws, IReadOnlyList<Rollout> firsts, IReadOnlyList<Rollout> seconds, int steps)
    {
        var first = firsts[(int)draws.NextInteger(0, firsts.Count)];
        var second = seconds[(int)draws.NextInteger(0, seconds.Count)];
        var length = Math.Min(steps, Math.Min(first.Steps, second.Steps));
        return new FragmentPair(draws.NextFragment(first, length), draws.NextFragment(second, length));
    }

    private static Fragment NextFragment(this Pcg64 draws, Rollout rollout, int length) =>
        new(rollout.Trajectory, (int)draws.NextInteger(0, rollout.Steps - length + 1), length);
}
