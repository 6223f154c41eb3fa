using AlignmentLab.Host.Terminal;
using Spectre.Console;

namespace AlignmentLab.Host.Runs;

/// <summary>Progress on a terminal: a table of the runs under way that redraws itself, and goes when they have ended.</summary>
internal sealed class LiveProgressDisplay(Output output, RunMonitor monitor, TimeProvider time) : ProgressDisplay(monitor, time, TimeSpan.FromMilliseconds(250))
{
    private const int RowsShown = 12;

    protected override Task ShowAsync(Task work, CancellationToken interrupted)
    {
        var table = new Table { Border = TableBorder.None };
        foreach (var heading in (string[])["run", "done", "left", "effects", "per s", "queries", "latest"])
        {
            table.AddColumn(new TableColumn(new Text(heading)) { NoWrap = heading is "run" });
        }

        return Consoles.Over(output.Streams.Messages, shown: true).Live(table).AutoClear(true).StartAsync(live => RepeatAsync(
            work,
            set =>
            {
                Fill(table, set);
                live.Refresh();
            },
            interrupted));
    }

    private static void Fill(Table table, SetStanding set)
    {
        table.Rows.Clear();
        foreach (var (run, standing) in set.Running.Take(RowsShown))
        {
            table.AddRow(((string[])
            [
                run.Value,
                standing.Fraction is { } fraction ? Figures.Percent(fraction) : "",
                standing.Left is { } left ? Figures.Duration(left) : "",
                Figures.Count(standing.Effects),
                $"{standing.Speed:0.0}",
                Figures.Count(standing.ExpertQueries),
                Figures.Metrics(new Dictionary<string, double>(standing.Metrics, StringComparer.Ordinal)),
            ]).Select(cell => new Text(SafeText.Line(cell))));
        }

        if (set.Runs > 1)
        {
            table.Caption(SafeText.Line(StandingText.Of(set)).EscapeMarkup());
        }
    }
}
