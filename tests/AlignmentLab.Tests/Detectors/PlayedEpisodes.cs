using AlignmentLab.Compliance;
using AlignmentLab.Environments;
using AlignmentLab.Policies;
using AlignmentLab.Randomness;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Tests.Detectors;

/// <summary>Episodes on a line of cells, one number an observation, four actions: enough to pay, to go round and to hide something.</summary>
internal static class PlayedEpisodes
{
    public const int Steps = 24;

    public static DetectorHistory History() =>
        new(new EnvironmentInfo(new EnvironmentRef("line", []), new BoxSpace([0], [1000]), new DiscreteSpace(4), Steps));

    /// <summary>Adds one rollout for each, of even actions unless they are given.</summary>
    /// <param name="cells">The cell at each step and the one it ends in.</param>
    public static void Play(this DetectorHistory history, IReadOnlyList<double> cells, IReadOnlyList<double> rewards, double? hidden = null, IReadOnlyList<double>? actions = null) =>
        history.Rollout(new UniformPolicy(), new Trajectory(rewards.Count, 1, [.. cells], 1, [.. actions ?? new double[rewards.Count]], [.. rewards]), hidden);

    /// <summary>A walk that never comes back, whose every step pays about as much.</summary>
    public static void Stroll(this DetectorHistory history, Pcg64 random) =>
        history.Play([.. Enumerable.Range(0, Steps + 1).Select(i => (double)i)], [.. Enumerable.Range(0, Steps).Select(_ => 0.5 + random.NextDouble())], actions: Actions(random, 4));

    /// <summary>To and fro between two cells, of which one pays.</summary>
    public static void Oscillate(this DetectorHistory history, Pcg64 random) =>
        history.Play([.. Enumerable.Range(0, Steps + 1).Select(i => i % 2 == 0 ? 3.0 : 4.0)], [.. Enumerable.Range(0, Steps).Select(i => i % 2 == 0 ? 3.0 : -1)], actions: Actions(random, 1));

    private static double[] Actions(Pcg64 random, int choices) => [.. Enumerable.Range(0, Steps).Select(_ => (double)random.NextInteger(0, choices))];
}
