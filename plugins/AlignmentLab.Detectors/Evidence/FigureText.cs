using System.Globalization;

namespace AlignmentLab.Detectors.Evidence;

/// <summary>Figures as titles and explanations write them.</summary>
internal static class FigureText
{
    public static string Number(double value) => value.ToString(
        Math.Abs(value) switch { >= 1e6 or (> 0 and < 0.005) => "0.##E+0", >= 1000 => "0", _ => "0.##" }, CultureInfo.InvariantCulture);

    public static string Percent(double share) => (100 * share).ToString("0", CultureInfo.InvariantCulture) + " %";

    public static string Probability(double p) => p.ToString(p < 0.001 ? "0.#E+0" : "0.####", CultureInfo.InvariantCulture);

    public static string Count(long count, string one, string many) => count == 1 ? $"1 {one}" : $"{count.ToString(CultureInfo.InvariantCulture)} {many}";
}
