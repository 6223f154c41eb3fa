using System.Globalization;
using AlignmentLab.Detection;

namespace AlignmentLab.Detectors.StateShift;

/// <summary>Says what a look found.</summary>
internal static class ShiftFinding
{
    private const string Kind = "distribution-shift";

    // One incident a run: a team handles the shift of a run, and each look adds to what is known of it.
    private const string Key = "state-shift";

    public static Finding Of(ShiftLook look, TrainingRecord training, VisitRecord visit)
    {
        var worst = look.Shifted[0];
        var size = ShiftSize.Of(look.Distance(worst), look.Training, look.Visited);
        return new Finding(
            Kind,
            Key,
            size.Severity,
            (size.Severity == Severity.Low ? "The policy visits its states in other proportions than it was trained on" : "The policy visits states that it was not trained on")
            + $": distance {Number(size.Distance)} in {look.Name(worst)}, {Percent(size.Outside)} outside the training range",
            Explain(look, size, training, visit),
            ShiftEvidence.Of(look, size, training, visit),
            [.. training.Versions, .. visit.Versions]);
    }

    private static string Explain(ShiftLook look, ShiftSize size, TrainingRecord training, VisitRecord visit)
    {
        var worst = look.Shifted[0];
        var byValue = look.Distances[worst] >= size.Distance;
        var test = look.Comparison;
        var how = test.Permutations > 0
            ? $"compared as whole episodes with {Whole(test.Permutations)} regroupings of them"
            : "compared feature by feature, each sample counting for its effective size, with Bonferroni's correction";
        var returns = training.MeanReturn is { } trained ? $" The mean return was {Number(visit.MeanReturn)}, that of the rollouts trained on {Number(trained)}." : "";
        return
            $"The states visited in {Episodes(look.Visited.Episodes.Count)} ({visit.Source}) were compared with the states of {Episodes(look.Training.Episodes.Count)} that the policy was trained on: {how}. "
            + $"{look.Shifted.Count} of {look.FeatureIndices.Count} features differ; the largest Kolmogorov-Smirnov distance is {Number(size.Distance)}, "
            + $"in {(byValue ? "" : "how far out ")}the values of {look.Name(worst)}{(byValue ? "" : " lie")}. "
            + $"{Percent(size.Outside)} of the visited states lie outside the central 98 % of the training states in some feature. "
            + $"Without a shift a difference this clear has a probability of {Probability(test.PValue)}; at look {look.Look} of this run up to {Probability(look.Alpha)} is called a shift." + returns;
    }

    private static string Episodes(int count) => count == 1 ? "1 episode" : $"{Whole(count)} episodes";

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Percent(double share) => (100 * share).ToString("0", CultureInfo.InvariantCulture) + " %";

    private static string Probability(double p) => p.ToString(p < 0.001 ? "0.#E+0" : "0.####", CultureInfo.InvariantCulture);

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);
}
