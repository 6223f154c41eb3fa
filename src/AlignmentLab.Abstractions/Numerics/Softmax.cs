namespace AlignmentLab.Numerics;

/// <summary>Turns scores into probabilities, with the same bits on every machine.</summary>
public static class Softmax
{
    /// <summary>Replaces scores by exp(score) over the sum of these. A score of minus infinity gets probability 0.</summary>
    /// <param name="scores">One at least of them finite, none plus infinity or NaN.</param>
    public static void InPlace(Span<double> scores)
    {
        var largest = LargestOf(scores);
        var sum = 0.0;
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = PortableMath.Exp(scores[i] - largest);
            sum += scores[i];
        }

        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] /= sum;
        }
    }

    /// <summary>The logarithm of the sum of exp(score), without overflow.</summary>
    /// <param name="scores">As for <see cref="InPlace"/>.</param>
    public static double LogSumExp(ReadOnlySpan<double> scores)
    {
        var largest = LargestOf(scores);
        var sum = 0.0;
        foreach (var score in scores)
        {
            sum += PortableMath.Exp(score - largest);
        }

        return largest + PortableMath.Log(sum);
    }

    private static double LargestOf(ReadOnlySpan<double> scores)
    {
        var largest = double.NegativeInfinity;
        foreach (var score in scores)
        {
            largest = Math.Max(largest, score);
        }

        return double.IsFinite(largest) ? largest : throw new ArgumentException($"The largest score is {largest}; it must be finite.", nameof(scores));
    }
}
