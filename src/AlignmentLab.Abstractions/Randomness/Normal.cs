using AlignmentLab.Environments;

namespace AlignmentLab.Randomness;

/// <summary>Normal draws that are the same bits on every machine: comparisons and one division, no logarithm or exponential.</summary>
/// <remarks>
/// Source: C. F. F. Karney, "Sampling exactly from the normal distribution" (2016), algorithm N, on uniforms of 53 bits. The
/// values are not those of numpy's <c>standard_normal</c>, which is a table-driven ziggurat.
/// </remarks>
public static class Normal
{
    /// <summary>A draw of mean 0 and standard deviation 1; it takes 17 uniform draws on average.</summary>
    public static double NextNormal(this IDrawSource draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        while (true)
        {
            var whole = 0;
            while (HalfExponential(draws))
            {
                whole++;
            }

            if (!All(draws, whole * (whole - 1)))
            {
                continue;
            }

            var fraction = draws.NextDouble();
            var accepted = true;
            for (var i = 0; accepted && i <= whole; i++)
            {
                accepted = Tail(draws, whole, fraction);
            }

            if (accepted)
            {
                var size = whole + fraction;
                return draws.NextDouble() < 0.5 ? -size : size;
            }
        }
    }

    private static bool All(IDrawSource draws, int trials)
    {
        while (trials > 0 && HalfExponential(draws))
        {
            trials--;
        }

        return trials == 0;
    }

    /// <summary>True with probability exp(-1/2): whether a falling run of uniforms from 1/2 has even length (von Neumann).</summary>
    private static bool HalfExponential(IDrawSource draws)
    {
        var even = true;
        for (double last = 0.5, next; (next = draws.NextDouble()) < last; last = next)
        {
            even = !even;
        }

        return even;
    }

    /// <summary>True with probability exp(-x (2k + x) / (2k + 2)).</summary>
    private static bool Tail(IDrawSource draws, int k, double x)
    {
        var even = true;
        var goOn = ((2 * k) + x) / ((2 * k) + 2);
        for (double last = x, next; (next = draws.NextDouble()) < last && draws.NextDouble() < goOn; last = next)
        {
            even = !even;
        }

        return even;
    }
}
