using System.Text.Json.Nodes;

namespace AlignmentLab.Detectors.Evidence;

/// <summary>
/// Pictures in a finding's evidence. A reader draws <c>chart</c> (<c>title</c>, <c>unit</c>, <c>series</c>: each a <c>name</c>
/// and <c>points</c>, pairs of x and y) as lines and <c>table</c> (<c>columns</c>, <c>rows</c> of texts) as a table.
/// </summary>
internal static class EvidencePicture
{
    /// <param name="unit">What the x axis counts.</param>
    /// <param name="series">Points that are not finite are left out.</param>
    public static JsonObject Chart(string title, string unit, params (string Name, IEnumerable<(double X, double Y)> Points)[] series) => new()
    {
        ["title"] = title,
        ["unit"] = unit,
        ["series"] = new JsonArray([.. series.Select(s => new JsonObject
        {
            ["name"] = s.Name,
            ["points"] = new JsonArray([.. s.Points.Where(p => double.IsFinite(p.X) && double.IsFinite(p.Y)).Select(p => new JsonArray(p.X, p.Y))]),
        })]),
    };

    /// <param name="rows">As many texts each as there are columns.</param>
    public static JsonObject Table(IEnumerable<string> columns, params IEnumerable<string>[] rows) => new()
    {
        ["columns"] = Texts(columns),
        ["rows"] = new JsonArray([.. rows.Select(Texts)]),
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)JsonValue.Create(t))]);
}
