using AlignmentLab.Core.Differences;
using AlignmentLab.Host.Terminal;

namespace AlignmentLab.Host.Differences;

/// <summary>Two runs' comparison for people.</summary>
internal static class ComparisonText
{
    public static void Write(Output output, RunComparison comparison)
    {
        var (left, right) = (comparison.Left, comparison.Right);
        output.Text($"A {left.Run}{Parentage(left)}\nB {right.Run}{Parentage(right)}");
        if (!comparison.SameAlgorithm || !comparison.SameEnvironment)
        {
            output.Text($"These runs are of different {(comparison.SameAlgorithm ? "environments" : comparison.SameEnvironment ? "algorithms" : "algorithms and environments")}; "
                + "their metrics are compared all the same.");
        }

        output.Text(comparison.Definition.Count > 0
            ? $"\nDefined differently (A -> B):\n{FieldText.Of(comparison.Definition, "  ")}"
            : "\nDefined alike.");
        output.Text("\n" + Parting(comparison) + "\n");
        output.Table(Figuring(comparison));
        Incidents(output, "A", comparison.OnlyLeft);
        Incidents(output, "B", comparison.OnlyRight);
    }

    private static string Parting(RunComparison comparison)
    {
        if (comparison.Parting is not { } parting)
        {
            return $"Identical from the first call to the last: {Figures.Count(comparison.Shared)} calls.";
        }

        var (place, what) = parting switch
        {
            { Kind: PartingKind.Request, Left: { } l, Right: { } r } when l.Type == r.Type => ($"{l.Call}", $"they ask for something else ({l.Type}, versions {l.Version} and {r.Version})"),
            { Left: { } l, Right: { } r } when l.Type != r.Type => ($"{l.Call.Place}", $"A has {l.Type} {l.Call} (version {l.Version}), B has {r.Type} {r.Call} (version {r.Version})"),
            { Left: { } l, Right: { } r } => ($"{l.Call}", $"they ask for the same and get something else ({l.Type}, versions {l.Version} and {r.Version})"),
            { Left: { } l } => ($"{l.Call}", $"A alone has {l.Type} (version {l.Version})"),
            { Right: var r } => ($"{r!.Call}", $"B alone has {r.Type} (version {r.Version})"),
        };
        return $"They share {Figures.Count(comparison.Shared)} calls and part at {place}: {what}."
            + (parting.Fields.Count > 0 ? "\n" + FieldText.Of(parting.Fields, "  ") : "");
    }

    private static ResultTable Figuring(RunComparison comparison)
    {
        var (left, right) = (comparison.Left, comparison.Right);
        var table = new ResultTable("", ">A", ">B", ">B - A")
            .Row("status", left.Status.ToString().ToLowerInvariant(), right.Status.ToString().ToLowerInvariant(), "")
            .Row("effects", Figures.Count(left.Effects), Figures.Count(right.Effects), Signed(right.Effects - left.Effects))
            .Row("expert queries", Figures.Count(left.ExpertQueries), Figures.Count(right.ExpertQueries), Signed(right.ExpertQueries - left.ExpertQueries))
            .Row("wall clock", Time(left.WallClock), Time(right.WallClock), "")
            .Row("incidents", Figures.Count(left.Incidents), Figures.Count(right.Incidents), Signed(right.Incidents - left.Incidents));
        foreach (var metric in comparison.Metrics)
        {
            table.Row(
                metric.Name,
                metric.Left is { } l ? Figures.Number(l) : "",
                metric.Right is { } r ? Figures.Number(r) : "",
                metric.Difference is { } difference ? (difference > 0 ? "+" : "") + Figures.Number(difference) : "");
        }

        return table;
    }

    private static void Incidents(Output output, string side, IReadOnlyList<string> titles)
    {
        foreach (var title in titles)
        {
            output.Text($"Only {side}: {SafeText.Line(title)}");
        }
    }

    private static string Parentage(ComparedRun run) => run.Submitted.Parent is { } parent ? $", forked from {parent.Run} at version {parent.Version}" : "";

    private static string Time(TimeSpan time) => time.TotalSeconds < 60 ? FormattableString.Invariant($"{time.TotalSeconds:0.0} s") : Figures.Duration(time);

    private static string Signed(long difference) => (difference > 0 ? "+" : "") + Figures.Count(difference);
}
