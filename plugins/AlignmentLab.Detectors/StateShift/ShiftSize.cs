using AlignmentLab.Detection;
using AlignmentLab.Detectors.Statistics;

namespace AlignmentLab.Detectors.StateShift;

/// <summary>How large a shift is, whatever its significance.</summary>
/// <param name="Distance">The largest Kolmogorov-Smirnov distance of a feature that shifted.</param>
/// <param name="Outside">
/// Share of the visited states that lie, in some feature, outside the central 98 % of the training states. Without a shift it
/// is at most 2 % a feature, on average.
/// </param>
/// <param name="OutsideByFeature">The same, feature by feature.</param>
/// <param name="Ranges">The central 98 % of the training states, feature by feature.</param>
public sealed record ShiftSize(double Distance, double Outside, IReadOnlyList<double> OutsideByFeature, IReadOnlyList<CentralRange> Ranges)
{
    private const double MuchOutside = 0.2;
    private const double SomeOutside = 0.1;

    /// <summary>
    /// High from a fifth of the visited states outside: the policy acts where it was not trained. Medium from a tenth. Low
    /// below: it visits what it was trained on, in other proportions, as the last policy of DAgger does, whose data hold the
    /// states of every round. The distance does not count, since proportions alone can make it large.
    /// </summary>
    /// <remarks>Each feature is looked at by itself, so a hole inside the ranges is not seen as outside.</remarks>
    public Severity Severity => Outside switch
    {
        >= MuchOutside => Severity.High,
        >= SomeOutside => Severity.Medium,
        _ => Severity.Low,
    };

    /// <summary>Measures the states outside.</summary>
    /// <param name="distance">See <see cref="Distance"/>.</param>
    public static ShiftSize Of(double distance, EpisodeStates training, EpisodeStates visited)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(visited);
        CentralRange[] ranges = [.. Enumerable.Range(0, training.Features).Select(f => CentralRange.Of(training.Sorted(f)))];
        var (byFeature, outside) = (new double[ranges.Length], 0.0);
        foreach (var episode in visited.Episodes)
        {
            for (var row = 0; row < episode.Length; row += ranges.Length)
            {
                var inside = true;
                for (var f = 0; f < ranges.Length; f++)
                {
                    if (!ranges[f].Contains(episode[row + f]))
                    {
                        byFeature[f]++;
                        inside = false;
                    }
                }

                outside += inside ? 0 : 1;
            }
        }

        return new ShiftSize(distance, outside / visited.States, [.. byFeature.Select(count => count / visited.States)], ranges);
    }
}
