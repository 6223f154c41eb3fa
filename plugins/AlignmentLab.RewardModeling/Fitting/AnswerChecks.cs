using AlignmentLab.Errors;
using AlignmentLab.Judges;
using AlignmentLab.Numerics;

namespace AlignmentLab.RewardModeling.Fitting;

/// <summary>Refuses answers that no reward can be learnt from.</summary>
internal static class AnswerChecks
{
    /// <summary>Pairs that are no tie, without which a fit says nothing.</summary>
    public const int FewestDecided = 10;

    /// <summary>A fair annotator is refused once in ten thousand fits.</summary>
    private const double Implausible = 1e-4;

    /// <exception cref="WorkFailedException">The answers decide nothing, too little, or follow the side that was shown first.</exception>
    public static void Check(IReadOnlyList<ComparedPair> pairs)
    {
        var decided = pairs.Count(p => p.ShareForFirst() is { } share && share != 0.5);
        if (decided == 0)
        {
            throw new WorkFailedException(
                $"No reward can be fitted: of {pairs.Count} pairs none was decided; all are ties or could not be compared. "
                + "Take longer fragments, policies that differ more, or another judge.");
        }

        if (decided < FewestDecided)
        {
            throw new WorkFailedException(
                $"No reward can be fitted: {decided} of {pairs.Count} pairs were decided, and {FewestDecided} are needed. Compare more pairs.");
        }

        CheckSides(pairs);
    }

    /// <summary>The probability of so uneven a split of so many tosses of a fair coin, or a more uneven one.</summary>
    /// <param name="heads">0 to <paramref name="tosses"/>.</param>
    public static double SignTest(int heads, int tosses)
    {
        // The binomial tail from the smaller side, term by term: C(n, k) / 2^n by logarithms.
        var (fewer, logarithm, tail) = (Math.Min(heads, tosses - heads), -tosses * PortableMath.Log(2), 0.0);
        for (var k = 0; k <= fewer; k++)
        {
            tail += PortableMath.Exp(logarithm);
            logarithm += PortableMath.Log((double)(tosses - k) / (k + 1));
        }

        return Math.Min(1, 2 * tail);
    }

    private static void CheckSides(IReadOnlyList<ComparedPair> pairs)
    {
        var votes = pairs.SelectMany(p => p.Votes).Where(v => v.Verdict is Verdict.First or Verdict.Second).ToList();
        var shownFirst = votes.Count(v => (v.Verdict == Verdict.First) != v.Swapped);
        if (SignTest(shownFirst, votes.Count) < Implausible)
        {
            var (side, count) = 2 * shownFirst > votes.Count ? ("first", shownFirst) : ("second", votes.Count - shownFirst);
            throw new WorkFailedException(
                $"No reward can be fitted: {count} of {votes.Count} answers are for the fragment that was shown {side}. Sides are drawn at random, "
                + "so these answers follow the side and not the fragments. Ask another annotator, or look at how the pairs are shown.");
        }
    }
}
