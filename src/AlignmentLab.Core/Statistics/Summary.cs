namespace AlignmentLab.Core.Statistics;

/// <summary>Mean, spread and 95% interval of independent values.</summary>
/// <param name="StandardError">Sample standard deviation over the square root of the count; 0 for one value.</param>
public readonly record struct Summary(int Count, double Mean, double StandardError)
{
    // Two-sided 95% quantiles of Student's t for 1 to 30 degrees of freedom; beyond, an expansion is exact to 4 digits.
    private static readonly double[] Student =
    [
        12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281, 2.2010, 2.1788, 2.1604, 2.1448, 2.1314,
        2.1199, 2.1098, 2.1009, 2.0930, 2.0860, 2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518, 2.0484, 2.0452, 2.0423,
    ];

    /// <summary>Half the width of the 95% interval by Student's t; not a number for one value.</summary>
    public double HalfWidth => Count > 1 ? Quantile(Count - 1) * StandardError : double.NaN;

    /// <exception cref="ArgumentException">There are no values.</exception>
    public static Summary Of(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
        {
            throw new ArgumentException("There are no values to summarise.", nameof(values));
        }

        var mean = values.Sum() / values.Count;
        var squares = values.Sum(v => (v - mean) * (v - mean));
        return new Summary(values.Count, mean, values.Count > 1 ? Math.Sqrt(squares / (values.Count - 1) / values.Count) : 0);
    }

    // Cornish-Fisher expansion around the normal quantile (Abramowitz and Stegun 26.7.5).
    private static double Quantile(int degrees)
    {
        if (degrees <= Student.Length)
        {
            return Student[degrees - 1];
        }

        const double Z = 1.959963985;
        return Z + (((Z * Z * Z) + Z) / (4 * degrees)) + (((5 * Z * Z * Z * Z * Z) + (16 * Z * Z * Z) + (3 * Z)) / (96.0 * degrees * degrees));
    }
}
