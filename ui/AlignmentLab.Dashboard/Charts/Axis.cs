using System.Globalization;

namespace AlignmentLab.Dashboard.Charts;

/// <summary>Maps values to pixels, with ticks at round numbers.</summary>
/// <param name="Low">The value at <paramref name="Start"/>.</param>
/// <param name="High">The value at <paramref name="End"/>; larger.</param>
public sealed record Axis(double Low, double High, double Start, double End, double Step)
{
    /// <summary>An axis that holds all values, and begins and ends at a tick when <paramref name="round"/>.</summary>
    /// <param name="ticks">About how many.</param>
    public static Axis Over(IEnumerable<double> values, double start, double end, int ticks, bool round)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
        {
            if (double.IsFinite(value))
            {
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }
        }

        if (low > high)
        {
            (low, high) = (0, 1);
        }

        if (low == high)
        {
            var margin = low == 0 ? 1 : Math.Abs(low) * 0.1;
            (low, high) = (low - margin, high + margin);
        }

        var step = RoundStep((high - low) / ticks);
        return round ? new Axis(Math.Floor(low / step) * step, Math.Ceiling(high / step) * step, start, end, step) : new Axis(low, high, start, end, step);
    }

    /// <summary>The values with a tick.</summary>
    public IEnumerable<double> Ticks()
    {
        for (var i = Math.Ceiling((Low / Step) - 1e-9); i * Step <= High + (Step * 1e-9); i++)
        {
            yield return i * Step;
        }
    }

    /// <summary>Where a value lies, in pixels.</summary>
    public double At(double value) => Start + ((value - Low) / (High - Low) * (End - Start));

    /// <summary>Where a value lies, as SVG wants it.</summary>
    public string Text(double value) => At(value).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>1, 2 or 5 times a power of ten, at or above a width.</summary>
    private static double RoundStep(double width)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(width)));
        var factor = width / power;
        return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
    }
}
