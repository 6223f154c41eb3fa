namespace AlignmentLab.Core.Statistics;

/// <summary>The area under the receiver operating characteristic: how often a positive scores above a negative, ties counting half.</summary>
/// <remarks>J. A. Hanley and B. J. McNeil, "The meaning and use of the area under a receiver operating characteristic (ROC) curve" (1982).</remarks>
public static class Auroc
{
    /// <param name="positives">Scores of what should be found; one at least.</param>
    /// <param name="negatives">Scores of what should not; one at least.</param>
    /// <returns>In [0, 1]; 0.5 where scores say nothing.</returns>
    public static double Of(IReadOnlyList<double> positives, IReadOnlyList<double> negatives)
    {
        ArgumentOutOfRangeException.ThrowIfZero(positives.Count, nameof(positives));
        ArgumentOutOfRangeException.ThrowIfZero(negatives.Count, nameof(negatives));
        var halves = 0L;
        foreach (var positive in positives)
        {
            foreach (var negative in negatives)
            {
                halves += 1 + positive.CompareTo(negative);
            }
        }

        return halves / (2.0 * positives.Count * negatives.Count);
    }
}
