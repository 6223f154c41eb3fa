using AlignmentLab.Detectors.Statistics;
using AlignmentLab.Randomness;

namespace AlignmentLab.Tests.Detectors.Statistics;

/// <summary>Episodes of a first-order autoregressive state: states hang together over some twenty steps, as a controlled system's do.</summary>
internal static class SyntheticEpisodes
{
    private const double Memory = 0.95;

    /// <param name="offset">Where each episode's values lie around.</param>
    /// <param name="features">Independent of one another.</param>
    public static EpisodeStates Of(Pcg64 random, int episodes, int steps, double offset = 0, int features = 2) =>
        new(features, [.. Enumerable.Range(0, episodes).Select(_ => Episode(random, steps, offset, features))]);

    private static double[] Episode(Pcg64 random, int steps, double offset, int features)
    {
        var values = new double[steps * features];
        for (var i = 0; i < values.Length; i++)
        {
            // Three uniform draws are as good as a normal one here.
            var noise = random.NextUniform(-1, 1) + random.NextUniform(-1, 1) + random.NextUniform(-1, 1);
            values[i] = i < features ? noise / Math.Sqrt(1 - (Memory * Memory)) : (Memory * values[i - features]) + noise;
        }

        return [.. values.Select(v => v + offset)];
    }
}
