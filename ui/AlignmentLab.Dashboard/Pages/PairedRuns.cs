using AlignmentLab.Core.Projections;
using AlignmentLab.Core.Statistics;

namespace AlignmentLab.Dashboard.Pages;

/// <summary>The runs of one grid point of a set, to be compared with those of another by their seeds.</summary>
/// <param name="Key">Names the group in an address.</param>
public sealed record RunGroup(string Key, string Label, IReadOnlyList<RunView> Runs)
{
    /// <summary>The groups of the lab that have a metric, the latest first.</summary>
    public static IReadOnlyList<RunGroup> All(IReadOnlyList<RunView> runs, string metric) =>
        [.. runs.Where(r => r.Metrics.ContainsKey(metric))
            .GroupBy(r => (r.Outline.Set, r.Outline.Point))
            .Select(g => new RunGroup(
                $"{g.Key.Set}|{g.Key.Point}",
                $"{g.Key.Set}{(g.Key.Point.Length > 0 ? $", {g.Key.Point}" : "")} ({g.First().Outline.Algorithm}, {g.Count()} {(g.Count() == 1 ? "run" : "runs")})",
                [.. g]))
            .OrderByDescending(g => g.Runs.Max(r => r.SubmittedAt))];
}

/// <summary>Two groups of runs, paired by seed.</summary>
/// <param name="Unpaired">Runs of either group whose seed the other does not have.</param>
/// <param name="Comparison">Null where there is no pair.</param>
public sealed record PairedRuns(IReadOnlyList<RunPair> Pairs, int Unpaired, PairedComparison? Comparison)
{
    public static PairedRuns Of(RunGroup first, RunGroup second, string metric)
    {
        var (a, b) = (BySeed(first), BySeed(second));
        var pairs = a.Keys.Intersect(b.Keys).Order().Select(seed => new RunPair(seed, a[seed], b[seed], a[seed].Metrics[metric].Last, b[seed].Metrics[metric].Last)).ToList();
        return new PairedRuns(
            pairs, first.Runs.Count + second.Runs.Count - (2 * pairs.Count),
            pairs.Count > 0 ? PairedComparison.Of([.. pairs.Select(p => p.FirstValue)], [.. pairs.Select(p => p.SecondValue)]) : null);
    }

    // A seed that ran twice, as a fork does beside its parent, counts once: the later.
    private static Dictionary<ulong, RunView> BySeed(RunGroup group) => group.Runs.GroupBy(r => r.Outline.Seed).ToDictionary(g => g.Key, g => g.MaxBy(r => r.SubmittedAt)!);
}

/// <summary>Two runs with one seed.</summary>
public sealed record RunPair(ulong Seed, RunView First, RunView Second, double FirstValue, double SecondValue)
{
    public double Difference => SecondValue - FirstValue;
}
