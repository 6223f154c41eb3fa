using System.Globalization;
using AlignmentLab.Host.Terminal;

namespace AlignmentLab.Host.Traces;

/// <summary>A trace for people.</summary>
internal static class TraceText
{
    public static ResultTable Table(TraceStart start, IReadOnlyList<TraceStep> steps)
    {
        var hasBoard = start.Board is not null;
        var table = new ResultTable([">step", "observation", ">reward", "end", .. hasBoard ? ["board"] : Array.Empty<string>()]);
        table.Row(Cells("0", start.Observation, "", "", start.Board));
        foreach (var step in steps)
        {
            var end = (step.Terminated, step.Truncated) switch { (true, _) => "terminated", (_, true) => "truncated", _ => "" };
            table.Row(Cells(step.Step.ToString(CultureInfo.InvariantCulture), step.Observation, Exact(step.Reward), end, step.Board));
        }

        return table;

        string[] Cells(string step, double[] observation, string reward, string end, IReadOnlyList<string>? board) =>
            [step, string.Join(" ", observation.Select(Exact)), reward, end, .. hasBoard ? [string.Join('\n', board ?? [])] : Array.Empty<string>()];
    }

    public static string End(TraceEnd end) =>
        $"return {Exact(end.Return)}" + (end.HiddenPerformance is { } hidden ? $", hidden performance {Exact(hidden)}" : "");

    private static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
