using AlignmentLab.Artifacts;
using AlignmentLab.Core.Rollouts;
using AlignmentLab.Environments;
using AlignmentLab.Experts;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Core.Incidents;

/// <summary>How what a policy does in some states stands to what an expert would do there.</summary>
/// <param name="States">How many they are.</param>
/// <param name="MeanDifference">See <see cref="LabelsDemanded"/>.</param>
internal sealed record LabelComparison(int States, int Close, int Different, double MeanDifference)
{
    /// <param name="taken">What the policy does.</param>
    /// <param name="labels">What the expert would do, in the same states.</param>
    public static LabelComparison Of(Space actions, StateLabels taken, StateLabels labels)
    {
        var size = taken.ActionSize;
        var standings = Enumerable.Range(0, taken.States.Length)
            .Select(i => ActionAgreement.Of(actions, taken.Actions.AsSpan(i * size, size), labels.Actions.AsSpan(i * size, size))).ToList();
        var difference = actions is BoxSpace ? taken.Actions.Zip(labels.Actions).Sum(a => Math.Abs(a.First - a.Second)) : 0;
        return new LabelComparison(
            standings.Count, standings.Count(s => s == Agreement.Close), standings.Count(s => s == Agreement.Different), difference / Math.Max(1, taken.Actions.Length));
    }

    public LabelsDemanded Demanded(long source, ExpertRef expert, Artifact taken, Artifact labels) =>
        new(source, expert, States, Different, MeanDifference, taken, labels, Close);
}
