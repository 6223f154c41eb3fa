using System.Numerics;

namespace AlignmentLab.Numerics;

/// <summary>The greatest of some numbers.</summary>
public static class Greatest
{
    /// <summary>Where it stands: of equals, the first.</summary>
    /// <param name="values">One at least; none is NaN.</param>
    public static int IndexOf<T>(ReadOnlySpan<T> values)
        where T : INumber<T>
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
        {
            best = values[i] > values[best] ? i : best;
        }

        return best;
    }
}
