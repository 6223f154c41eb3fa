using AlignmentLab.Randomness;

namespace AlignmentLab.Core.Statistics;

/// <summary>Values measured in pairs, such as two algorithms under the same seeds, compared by their differences.</summary>
/// <param name="Difference">Mean of second minus first, with its 95% interval.</param>
/// <param name="StandardDeviation">Sample standard deviation of the differences; null for one pair.</param>
/// <param name="TProbability">Two-sided p of the paired t-test; null where the differences do not vary or there is one pair.</param>
/// <param name="FlipProbability">
/// Two-sided p of the sign-flip test: how often the mean difference is at least as far from 0 when each pair may as well have
/// been the other way round. It asks for no distribution (Fisher, The Design of Experiments, 1935, section 21).
/// </param>
/// <param name="Exact">Every flip was counted; else 100,000 were drawn.</param>
public sealed record PairedComparison(ConfidenceInterval Difference, double? StandardDeviation, double? TProbability, double FlipProbability, bool Exact)
{
    private const int MostExact = 18;
    private const int Draws = 100_000;

    // Sums that differ by rounding alone are the same.
    private const double Tolerance = 1e-12;

    /// <param name="first">One value a pair, one pair at least.</param>
    /// <param name="second">As many.</param>
    /// <exception cref="ArgumentException">There is no pair, or a value without its partner.</exception>
    public static PairedComparison Of(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        if (first.Count == 0 || first.Count != second.Count)
        {
            throw new ArgumentException($"{first.Count} and {second.Count} values make no pairs.", nameof(second));
        }

        var differences = first.Zip(second, (a, b) => b - a).ToArray();
        var interval = ConfidenceInterval.Of(differences);
        var summary = Summary.Of(differences);
        double? deviation = differences.Length > 1 ? summary.StandardError * Math.Sqrt(differences.Length) : null;
        double? t = summary.StandardError > 0 ? 1 - StudentT.TwoSidedProbability(Math.Abs(summary.Mean) / summary.StandardError, differences.Length - 1) : null;
        var exact = differences.Length <= MostExact;
        return new PairedComparison(interval, deviation, t, exact ? EveryFlip(differences) : DrawnFlips(differences), exact);
    }

    private static double EveryFlip(double[] differences)
    {
        var observed = Math.Abs(differences.Sum());
        var limit = observed - (Tolerance * differences.Sum(Math.Abs));
        var extreme = 0;
        var flips = 1 << differences.Length;
        for (var flip = 0; flip < flips; flip++)
        {
            var sum = 0.0;
            for (var i = 0; i < differences.Length; i++)
            {
                sum += (flip >> i & 1) == 0 ? differences[i] : -differences[i];
            }

            extreme += Math.Abs(sum) >= limit ? 1 : 0;
        }

        return (double)extreme / flips;
    }

    // What was observed counts as one of the draws, so that the test is valid at any number of them.
    private static double DrawnFlips(double[] differences)
    {
        var limit = Math.Abs(differences.Sum()) - (Tolerance * differences.Sum(Math.Abs));
        var random = new RandomStream(0, "flips").CreateGenerator();
        var extreme = 1;
        for (var draw = 0; draw < Draws; draw++)
        {
            var sum = 0.0;
            foreach (var difference in differences)
            {
                sum += random.NextDouble() < 0.5 ? difference : -difference;
            }

            extreme += Math.Abs(sum) >= limit ? 1 : 0;
        }

        return (double)extreme / (Draws + 1);
    }
}
