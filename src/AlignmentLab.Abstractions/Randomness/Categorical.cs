using AlignmentLab.Environments;

namespace AlignmentLab.Randomness;

/// <summary>Draws from a few choices with given weights.</summary>
public static class Categorical
{
    /// <summary>Draws a choice, with one uniform draw: the first at which the running sum of the weights exceeds it.</summary>
    /// <param name="weights">0 or more, not all 0; they need not sum to 1.</param>
    public static int NextChoice(this IDrawSource draws, ReadOnlySpan<double> weights)
    {
        var total = 0.0;
        foreach (var weight in weights)
        {
            total += weight;
        }

        var (left, last) = (draws.NextDouble() * total, 0);
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] == 0)
            {
                continue;
            }

            last = i;
            left -= weights[i];
            if (left < 0)
            {
                return i;
            }
        }

        // The sum was rounded up; the last choice that can be drawn takes what is left.
        return last;
    }
}
