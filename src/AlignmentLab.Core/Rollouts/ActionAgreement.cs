using AlignmentLab.Environments;

namespace AlignmentLab.Core.Rollouts;

/// <summary>How a label stands to the action that was taken.</summary>
public enum Agreement
{
    /// <summary>The very same.</summary>
    Same,

    /// <summary>A continuous action that is off by no more than <see cref="ActionAgreement.Tolerance"/>.</summary>
    Close,

    Different,
}

/// <summary>Compares a label with the action that was taken.</summary>
public static class ActionAgreement
{
    /// <summary>
    /// By how much of its range an entry of a continuous action may be off and still be close: a learner never repeats a real
    /// number, so that equality alone would mark every state.
    /// </summary>
    public const double Tolerance = 0.05;

    /// <param name="actions">Null: not known; then the same or different.</param>
    public static Agreement Of(Space? actions, ReadOnlySpan<double> taken, ReadOnlySpan<double> label) =>
        taken.SequenceEqual(label) ? Agreement.Same
        : Gap(actions, taken, label) <= Tolerance ? Agreement.Close
        : Agreement.Different;

    /// <summary>The largest difference of an entry as a share of its range; infinite where there is no range.</summary>
    private static double Gap(Space? actions, ReadOnlySpan<double> taken, ReadOnlySpan<double> label)
    {
        if (actions is not BoxSpace box || taken.Length != label.Length || taken.Length != box.Dimension)
        {
            return double.PositiveInfinity;
        }

        var largest = 0.0;
        for (var i = 0; i < taken.Length; i++)
        {
            var gap = Math.Abs(taken[i] - label[i]) / (box.High[i] - box.Low[i]);
            largest = double.IsNaN(gap) || double.IsInfinity(box.High[i] - box.Low[i]) ? double.PositiveInfinity : Math.Max(largest, gap);
        }

        return largest;
    }
}
