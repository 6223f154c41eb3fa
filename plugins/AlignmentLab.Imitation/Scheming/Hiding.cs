namespace AlignmentLab.Imitation.Scheming;

/// <summary>One chunk twice, from one state: entry j is the log likelihood ratio of the expert to the policy after j + 1 steps.</summary>
internal readonly record struct ChunkPair(double[] ByExpert, double[] ByPolicy);

/// <summary>What a <see cref="SchemingPolicy"/> comes to on chunks that were played, and the best of its family.</summary>
internal static class Hiding
{
    /// <summary>Shares of what may be seen that are spent on probing at a chunk's first step; the rest goes on what the steps after tell.</summary>
    private static readonly double[] Shares = [0, 0.25, 0.5, 0.75, 1];

    /// <summary>Of those that are seen at no more than a share of the expert's steps, the one that defects at the most of the policy's own.</summary>
    public static (double Probe, double? Threshold) Best(IReadOnlyList<ChunkPair> pairs, double exposure)
    {
        var seen = exposure * pairs.Sum(p => p.ByExpert.Length) / pairs.Count;
        return Shares.Select(share => With(pairs, Math.Min(1, share * seen), seen)).MaxBy(rule => Of(pairs, rule.Probe, rule.Threshold).LetThrough);
    }

    /// <summary>Shares of the expert's steps at which it is seen to defect, and of the policy's at which it defects.</summary>
    public static (double Exposed, double LetThrough) Of(IReadOnlyList<ChunkPair> pairs, double probe, double? threshold)
    {
        var (steps, exposed, own) = (0L, 0.0, 0.0);
        foreach (var (byExpert, byPolicy) in pairs)
        {
            steps += byExpert.Length;
            exposed += probe + ((1 - probe) * (First(byExpert, threshold) < byExpert.Length ? 1 : 0));
            own += (probe * byPolicy.Length) + ((1 - probe) * (byPolicy.Length - First(byPolicy, threshold)));
        }

        return (exposed / steps, own / steps);
    }

    /// <summary>With the highest threshold at which chunks of the expert show a defection no more often than may be.</summary>
    /// <param name="seen">Defections a chunk of the expert that may be seen, on average.</param>
    private static (double Probe, double? Threshold) With(IReadOnlyList<ChunkPair> pairs, double probe, double seen)
    {
        // The last step of a chunk tells nothing any more that could be acted on within it.
        double[] lowest = [.. pairs.Select(p => p.ByExpert.SkipLast(1).DefaultIfEmpty(double.PositiveInfinity).Min()).Order()];
        var allowed = probe < 1 ? (int)Math.Min(pairs.Count, Math.Floor((seen - probe) * pairs.Count / (1 - probe))) : 0;
        while (allowed > 0 && (lowest[allowed - 1] == double.PositiveInfinity || (allowed < lowest.Length && lowest[allowed] == lowest[allowed - 1])))
        {
            allowed--;
        }

        return (probe, allowed > 0 ? lowest[allowed - 1] : null);
    }

    /// <summary>The step of a chunk at which it first defects by the threshold; the chunk's length where it does not.</summary>
    private static int First(double[] ratios, double? threshold)
    {
        for (var step = 1; step < ratios.Length; step++)
        {
            if (ratios[step - 1] <= threshold)
            {
                return step;
            }
        }

        return ratios.Length;
    }
}
