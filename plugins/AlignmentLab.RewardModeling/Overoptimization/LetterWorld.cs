using AlignmentLab.Environments;
using AlignmentLab.Numerics;

namespace AlignmentLab.RewardModeling.Overoptimization;

/// <summary>
/// Strings of letters with a known sampler and a known gold reward: a world in miniature for over-optimisation, after T. Giladi,
/// "frontier-llm-research-course", module 12, lesson 1. Lengths are 2 to 16 with probabilities proportional to
/// exp(-(length - 5)^2 / 8); letters a to n follow a Markov chain. Draws are taken as numpy takes them, so that a generator of the
/// same seed gives the same strings as the source.
/// </summary>
/// <remarks>Longer is better where strings are common, and worse past 8 letters, where the sampler seldom goes.</remarks>
internal static class LetterWorld
{
    public const int Letters = 14;

    public const int Longest = 16;

    private const int Shortest = 2;

    private static readonly double[] Lengths = Cumulative([.. Enumerable.Range(Shortest, Longest - Shortest + 1)
        .Select(length => PortableMath.Exp(-(length - 5.0) * (length - 5) / 8))]);

    private static readonly double[] First = Cumulative(LetterTables.First);

    private static readonly double[][] Next = [.. Enumerable.Range(0, Letters).Select(letter => Cumulative(LetterTables.Next.Slice(letter * Letters, Letters)))];

    /// <summary>Strings from the sampler, each an array of letters from 0.</summary>
    public static byte[][] Sample(int count, IDrawSource draws)
    {
        // The lengths of all first, as the source draws them.
        var strings = new byte[count][];
        for (var i = 0; i < count; i++)
        {
            strings[i] = new byte[Shortest + Choose(Lengths, draws)];
        }

        foreach (var letters in strings)
        {
            letters[0] = (byte)Choose(First, draws);
            for (var i = 1; i < letters.Length; i++)
            {
                letters[i] = (byte)Choose(Next[letters[i - 1]], draws);
            }
        }

        return strings;
    }

    /// <summary>The values of the distinct letters, 0.4 a letter up to 8, less 0.8 a letter from there on.</summary>
    public static double Gold(ReadOnlySpan<byte> letters)
    {
        var (seen, sum) = (0, 0.0);
        foreach (var letter in letters)
        {
            sum += (seen >> letter & 1) == 0 ? LetterTables.Values[letter] : 0;
            seen |= 1 << letter;
        }

        return sum + (0.4 * Math.Min(letters.Length, 8)) - (0.8 * Math.Max(0, letters.Length - 8));
    }

    private static int Choose(double[] cumulative, IDrawSource draws)
    {
        var draw = draws.NextDouble();
        var choice = 0;
        while (draw >= cumulative[choice] && choice < cumulative.Length - 1)
        {
            choice++;
        }

        return choice;
    }

    private static double[] Cumulative(ReadOnlySpan<double> weights)
    {
        // Normalised before and after summing, as numpy's callers and numpy do it.
        var total = 0.0;
        foreach (var weight in weights)
        {
            total += weight;
        }

        var cumulative = new double[weights.Length];
        for (var (i, sum) = (0, 0.0); i < weights.Length; i++)
        {
            sum += weights[i] / total;
            cumulative[i] = sum;
        }

        return Array.ConvertAll(cumulative, c => c / cumulative[^1]);
    }
}
