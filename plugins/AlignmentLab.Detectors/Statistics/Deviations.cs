namespace AlignmentLab.Detectors.Statistics;

/// <summary>
/// Adds to each feature its deviation: how far a value lies from the median of both samples together. Episodes that leave a
/// narrow distribution each in its own direction differ more from one another than, on the whole, from where they left; in
/// the deviation they all differ alike.
/// </summary>
/// <remarks>The median does not depend on which episode is in which sample, so that a permutation test stays exact.</remarks>
public static class Deviations
{
    /// <summary>Both samples with twice the features: feature f, and at f + features its deviation, 0 or more or NaN.</summary>
    public static (EpisodeStates First, EpisodeStates Second) Add(EpisodeStates first, EpisodeStates second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var medians = new double[first.Features];
        var all = new EpisodeStates(first.Features, [.. first.Episodes, .. second.Episodes]);
        for (var f = 0; f < medians.Length; f++)
        {
            medians[f] = all.Sorted(f)[all.States / 2];
        }

        return (Add(first, medians), Add(second, medians));
    }

    private static EpisodeStates Add(EpisodeStates sample, double[] medians) =>
        new(2 * medians.Length, [.. sample.Episodes.Select(e => Add(e, medians))]);

    private static double[] Add(double[] episode, double[] medians)
    {
        var (features, rows) = (medians.Length, episode.Length / medians.Length);
        var widened = new double[2 * episode.Length];
        for (var row = 0; row < rows; row++)
        {
            for (var f = 0; f < features; f++)
            {
                var value = episode[(row * features) + f];
                widened[(2 * row * features) + f] = value;
                widened[(((2 * row) + 1) * features) + f] = Math.Abs(value - medians[f]);
            }
        }

        return widened;
    }
}
