namespace AlignmentLab.Learning.Kernels;

/// <summary>Sums in one fixed order.</summary>
internal static class Reduction
{
    /// <summary>Partial sums, whatever the width of the hardware's vectors.</summary>
    private const int Lanes = 16;

    /// <summary>
    /// Element i goes to partial sum i mod 16, in order; these are then added in pairs 8, 4, 2 and 1 apart.
    /// </summary>
    public static float Sum(ReadOnlySpan<float> values)
    {
        Span<float> partial = stackalloc float[Lanes];
        partial.Clear();
        while (values.Length >= Lanes)
        {
            for (var i = 0; i < Lanes; i++)
            {
                partial[i] += values[i];
            }

            values = values[Lanes..];
        }

        for (var i = 0; i < values.Length; i++)
        {
            partial[i] += values[i];
        }

        for (var apart = Lanes / 2; apart > 0; apart /= 2)
        {
            for (var i = 0; i < apart; i++)
            {
                partial[i] += partial[i + apart];
            }
        }

        return partial[0];
    }
}
