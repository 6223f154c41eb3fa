using AlignmentLab.Core.Projections;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Statistics;

namespace AlignmentLab.Dashboard.Pages;

/// <summary>What runs are sorted by.</summary>
public enum RunOrder
{
    Time,
    Name,
    Status,
    Events,
    Labels,
    Metric,
}

/// <summary>The runs that a filter leaves, by set.</summary>
/// <param name="Left">Runs that fit too and are not listed yet.</param>
public sealed record RunList(IReadOnlyList<RunSet> Sets, int Left)
{
    public static RunList Empty { get; } = new([], 0);

    /// <param name="filter">Words that must all be found in a run's name, set, algorithm, environment, settings or tags.</param>
    /// <param name="tag">One that the runs have; empty: any or none.</param>
    /// <param name="most">Runs listed at most; a set is listed whole.</param>
    public static RunList Of(IReadOnlyList<RunView> runs, string filter, string tag, RunStatus? status, string metric, RunOrder order, bool descending, int most)
    {
        var words = filter.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var fitting = runs.Where(r => (status is null || r.Status == status) && (tag.Length == 0 || r.Notes.Tags.Contains(tag)) && words.All(w => Fits(r, w))).ToList();
        var sorted = Sorted(fitting, metric, order, descending);
        var sets = sorted.GroupBy(r => r.Outline.Set, StringComparer.Ordinal).Select(g => RunSet.Of(g.Key, [.. g], metric));
        var shown = new List<RunSet>();
        var count = 0;
        foreach (var set in sets.TakeWhile(_ => count < most))
        {
            shown.Add(set);
            count += set.Runs.Count;
        }

        return new RunList(shown, fitting.Count - count);
    }

    /// <summary>The metrics of the runs, those that most runs have first.</summary>
    public static IReadOnlyList<string> MetricNames(IEnumerable<RunView> runs) =>
        [.. runs.SelectMany(r => r.Metrics.Keys).GroupBy(n => n, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Key)];

    /// <summary>The metric to show first: a return where there is one, since what is spent is shown anyway.</summary>
    public static string Headline(IReadOnlyList<string> names) =>
        names.Contains("return") ? "return"
            : names.FirstOrDefault(n => n.Contains("return", StringComparison.Ordinal)) ?? (names is [var first, ..] ? first : "");

    private static bool Fits(RunView run, string word) =>
        run.Run.Value.Contains(word, StringComparison.OrdinalIgnoreCase)
        || run.Outline.Algorithm.Contains(word, StringComparison.OrdinalIgnoreCase)
        || run.Outline.Environment.Contains(word, StringComparison.OrdinalIgnoreCase)
        || run.Outline.Point.Contains(word, StringComparison.OrdinalIgnoreCase)
        || run.Notes.Tags.Any(t => t.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<RunView> Sorted(List<RunView> runs, string metric, RunOrder order, bool descending)
    {
        Func<RunView, IComparable> key = order switch
        {
            RunOrder.Name => r => r.Run.Value,
            RunOrder.Status => r => r.Status,
            RunOrder.Events => r => r.Events,
            RunOrder.Labels => r => r.ExpertQueries,
            RunOrder.Metric => r => r.Metrics.TryGetValue(metric, out var m) ? m.Last : double.NegativeInfinity,
            _ => r => r.SubmittedAt,
        };
        return descending ? runs.OrderByDescending(key) : runs.OrderBy(key);
    }
}

/// <summary>Runs that were submitted together.</summary>
public sealed record RunSet(string Name, IReadOnlyList<RunView> Runs, IReadOnlyList<RunSetPoint> Points)
{
    public static RunSet Of(string name, IReadOnlyList<RunView> runs, string metric) => new(
        name,
        runs,
        [.. runs.GroupBy(r => r.Outline.Point, StringComparer.Ordinal).Select(g => new RunSetPoint(g.Key, g.Count(), Interval([.. g], metric)))]);

    private static ConfidenceInterval? Interval(IReadOnlyList<RunView> runs, string metric)
    {
        var values = runs.Where(r => r.Metrics.ContainsKey(metric)).Select(r => r.Metrics[metric].Last).ToList();
        return values.Count > 0 ? ConfidenceInterval.Of(values) : null;
    }
}

/// <summary>The runs of one grid point.</summary>
/// <param name="Interval">The metric's mean over the runs that have it.</param>
public sealed record RunSetPoint(string Point, int Runs, ConfidenceInterval? Interval);
