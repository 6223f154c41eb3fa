using AlignmentLab.Environments;

namespace AlignmentLab.Imitation.Gating;

/// <summary>How far two actions are apart: 1 from any choice to another, else the Euclidean distance.</summary>
internal static class ActionDistance
{
    /// <returns>The square of the distance.</returns>
    public static double Squared(Space actions, ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (actions is DiscreteSpace)
        {
            return first[0] == second[0] ? 0 : 1;
        }

        var sum = 0.0;
        for (var i = 0; i < first.Length; i++)
        {
            sum += (first[i] - second[i]) * (first[i] - second[i]);
        }

        return sum;
    }

    public static double Between(Space actions, ReadOnlySpan<double> first, ReadOnlySpan<double> second) => Math.Sqrt(Squared(actions, first, second));
}
