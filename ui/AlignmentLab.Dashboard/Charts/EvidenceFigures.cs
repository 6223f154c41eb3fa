using System.Text.Json.Nodes;
using AlignmentLab.Core.Projections;

namespace AlignmentLab.Dashboard.Charts;

/// <summary>
/// The picture that a finding's evidence brings along: <c>chart</c> (<c>title</c>, <c>unit</c>, <c>series</c> with <c>name</c> and
/// <c>points</c>, pairs of x and y) and <c>table</c> (<c>columns</c>, <c>rows</c> of texts). Evidence is a plugin's: whatever does not
/// read is left out.
/// </summary>
/// <param name="Series">The lines of the chart; none where there is no chart.</param>
/// <param name="Columns">Of the table; none where there is no table.</param>
/// <param name="Rows">As many texts each as there are columns.</param>
public sealed record EvidenceFigures(
    string Title, string Unit, IReadOnlyList<ChartSeries> Series, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    private const int MostSeries = 8;
    private const int MostPoints = 2_000;
    private const int MostRows = 100;

    private static readonly EvidenceFigures None = new("", "", [], [], []);

    public static EvidenceFigures Of(JsonObject evidence)
    {
        try
        {
            var (chart, table) = (evidence["chart"] as JsonObject, evidence["table"] as JsonObject);
            var columns = Texts(table?["columns"]);
            return new EvidenceFigures(
                chart?["title"]?.GetValue<string>() ?? "",
                chart?["unit"]?.GetValue<string>() ?? "",
                [.. (chart?["series"] as JsonArray ?? []).OfType<JsonObject>().Take(MostSeries).Select(Line).Where(s => s.Points.Count > 0)],
                columns,
                [.. (table?["rows"] as JsonArray ?? []).Take(MostRows).Select(Texts).Where(row => row.Count == columns.Count)]);
        }
        catch (Exception error) when (error is InvalidOperationException or FormatException)
        {
            return None;
        }
    }

    private static ChartSeries Line(JsonObject series) => new(
        series["name"]?.GetValue<string>() ?? "",
        [.. (series["points"] as JsonArray ?? []).OfType<JsonArray>().Take(MostPoints).Where(p => p.Count == 2).Select(Point).Where(p => double.IsFinite(p.X) && double.IsFinite(p.Mean))]);

    private static MetricPoint Point(JsonArray pair)
    {
        var (x, y) = ((double?)pair[0] ?? double.NaN, (double?)pair[1] ?? double.NaN);
        return new MetricPoint(x, y, y, y, 1);
    }

    private static List<string> Texts(JsonNode? node) => node is JsonArray texts ? [.. texts.Select(t => t?.GetValue<string>() ?? "")] : [];
}
