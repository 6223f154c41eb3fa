using AlignmentLab.Core.Runs;
using AlignmentLab.Host.ResultLines;
using AlignmentLab.Host.Terminal;

namespace AlignmentLab.Host.Runs;

/// <summary>What is said of runs once they have ended.</summary>
internal static class RunReport
{
    /// <summary>Several runs of one set are taken together, which with JSON is the result line; others are shown one by one.</summary>
    public static void Write(Output output, IReadOnlyList<EndedRun> runs)
    {
        var results = runs.Select(r => r.Result).ToList();
        if (runs.Count > 1 && runs.DistinctBy(r => r.Run.SetName).Count() == 1)
        {
            var set = RunSetSummary.Of(runs[0].Run.Definition.Set, [.. runs.Select(r => (r.Result, r.Run.Definition.Overrides))]);
            output.Line(set);
            Write(output, set, results);
        }
        else
        {
            results.ForEach(result => Write(output, result));
        }
    }

    private static void Write(Output output, RunResult result)
    {
        var table = new ResultTable("run", result.Run.Value)
            .Row("status", result.Status.ToString().ToLowerInvariant() + (result.Reason is { } reason ? $": {reason}" : ""))
            .Row("events", Figures.Count(result.Events))
            .Row("digest", result.Digest.ToString())
            .Row("root", result.Root.ToString())
            .Row("incidents", Figures.Count(result.Incidents) + (result.Incidents > 0 ? " (`alab incidents list` shows them)" : ""));
        foreach (var (name, value) in result.Metrics)
        {
            table.Row(name, Figures.Number(value));
        }

        output.Table(table);
    }

    private static void Write(Output output, SetLine set, IReadOnlyList<RunResult> results)
    {
        output.Text($"Set {set.Set}: {set.Completed} of {set.Runs} runs completed"
            + (set.Failed > 0 ? $", {set.Failed} failed" : "") + (set.Cancelled > 0 ? $", {set.Cancelled} cancelled" : "") + ".");
        foreach (var result in results.Where(r => r.Status != RunStatus.Completed))
        {
            output.Text($"  {result.Run} {result.Status.ToString().ToLowerInvariant()}: {result.Reason}");
        }

        var table = new ResultTable("point", "metric", ">mean", "95% interval", ">n");
        foreach (var point in set.Points)
        {
            foreach (var (name, metric) in point.Metrics)
            {
                table.Row(
                    point.Overrides.Count > 0 ? Figures.Options(point.Overrides) : "all seeds",
                    name,
                    Figures.Number(metric.Mean),
                    metric is { Low: { } low, High: { } high } ? $"[{Figures.Number(low)}, {Figures.Number(high)}]" : "one run, no interval",
                    Figures.Count(metric.N));
            }
        }

        if (!table.IsEmpty)
        {
            output.Table(table);
        }
    }
}
