namespace AlignmentLab.Numerics;

/// <summary>A share of independent yes-or-no outcomes with its 95% interval, which holds up for few outcomes and shares near 0 and 1.</summary>
/// <remarks>E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference" (1927).</remarks>
/// <param name="Share">In [0, 1].</param>
public readonly record struct WilsonInterval(double Share, double Low, double High, int Count)
{
    /// <summary>The normal distribution's quantile at 0.975.</summary>
    private const double Z = 1.959963984540054;

    /// <param name="hits">0 to <paramref name="count"/>.</param>
    /// <param name="count">1 or more.</param>
    public static WilsonInterval Of(int hits, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hits, count);
        var share = (double)hits / count;
        var scale = 1 + (Z * Z / count);
        var middle = (share + (Z * Z / (2 * count))) / scale;
        var half = Z * Math.Sqrt((share * (1 - share) / count) + (Z * Z / (4.0 * count * count))) / scale;

        // At the ends the bound is 0 or 1 exactly, and arithmetic need not give it.
        return new WilsonInterval(share, hits == 0 ? 0 : middle - half, hits == count ? 1 : middle + half, count);
    }
}
