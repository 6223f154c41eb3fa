namespace AlignmentLab.Detectors.Statistics;

/// <summary>States in the episodes in which they were met: the episode, not the state, is the independent observation.</summary>
/// <param name="Features">Doubles in a state, 1 or more.</param>
/// <param name="Episodes">Each row-major, one state after the other; none is empty.</param>
public sealed record EpisodeStates(int Features, IReadOnlyList<double[]> Episodes)
{
    /// <summary>States in all episodes.</summary>
    public int States { get; } = Episodes.Sum(e => e.Length / Features);

    /// <summary>The values of one feature in all episodes, ascending.</summary>
    public double[] Sorted(int feature)
    {
        var values = new double[States];
        var next = 0;
        foreach (var episode in Episodes)
        {
            for (var i = feature; i < episode.Length; i += Features)
            {
                values[next++] = episode[i];
            }
        }

        Array.Sort(values);
        return values;
    }
}
