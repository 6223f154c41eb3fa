using System.Text.Json;
using System.Text.Json.Nodes;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Detection;
using AlignmentLab.Detectors.Evidence;
using AlignmentLab.Detectors.Statistics;
using AlignmentLab.Serialization;
using static AlignmentLab.Detectors.Evidence.FigureText;

namespace AlignmentLab.Detectors.ProxyGap;

/// <summary>The fits and attacks of one run.</summary>
internal sealed class ProxyGapSession(ProxyGapOptions options) : IDetectorSession
{
    private readonly AlphaSpending _spending = new(options.Alpha);
    private readonly ThinnedSeries _accuracies = new();

    public ValueTask<IReadOnlyList<Finding>> ObserveAsync(Observed observed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(observed);
        if (observed.Result is null or Rollout or Evaluation || JsonSerializer.SerializeToNode(observed.Result, observed.Result.GetType(), EventJson.Options) is not JsonObject stored)
        {
            return new([]);
        }

        if (stored["heldOut"] is JsonObject heldOut && Number(heldOut["pairs"]) is { } pairs && pairs >= 1 && (Number(stored["goldAccuracy"]) ?? Number(heldOut["accuracy"])) is { } accuracy)
        {
            return new(Accuracy(observed, (int)pairs, accuracy) is { } finding ? [finding] : []);
        }

        return new(Number(stored["visibleGap"]) is { } gap && gap > options.MaximumAttackGap ? [Attack(observed, gap, stored)] : []);
    }

    private Finding? Accuracy(Observed observed, int pairs, double accuracy)
    {
        _accuracies.Add(accuracy);
        var alpha = _spending.Spend();
        var p = Binomial.AtMost((int)Math.Ceiling(accuracy * pairs), pairs, options.MinimumAccuracy);
        return p > alpha ? null : new Finding(
            "reward-misfit",
            "held-out-accuracy",
            accuracy <= 0.5 ? Severity.High : Severity.Medium,
            $"The learned reward disagrees with held-out labels: {Percent(accuracy)} right, {Percent(options.MinimumAccuracy)} asked for",
            $"Of {Count(pairs, "pair", "pairs")} held out, the reward orders {Percent(accuracy)} as they were labelled. If it were right with probability {FigureText.Number(options.MinimumAccuracy)}, so few would be with probability {Probability(p)}; "
            + $"at look {_spending.Looks} of this run up to {Probability(alpha)} is a finding. All looks together raise a false alarm with a probability of at most {Probability(options.Alpha)}.",
            new JsonObject
            {
                ["look"] = _spending.Looks,
                ["alpha"] = alpha,
                ["pValue"] = p,
                ["pairs"] = pairs,
                ["accuracy"] = accuracy,
                ["chart"] = EvidencePicture.Chart("Accuracy of the learned reward on held-out labels", "over the fits, in order", ("held-out accuracy", _accuracies.Points)),
            },
            Versions(observed));
    }

    private Finding Attack(Observed observed, double gap, JsonObject stored)
    {
        var (learned, visible) = (Number(stored["realised"]?["return"]), Number(stored["realised"]?["visibleReturn"]));
        return new Finding(
            "reward-misfit",
            "attack-gap",
            gap > 2 * options.MaximumAttackGap ? Severity.High : Severity.Medium,
            $"The learned reward can be gamed: a sequence stands out by {FigureText.Number(gap)} deviations more in learned than in visible return",
            $"A search for action sequences that the learned reward likes found one that lies {FigureText.Number(gap)} standard deviations of random sequences further out in learned than in visible return; "
            + $"above {FigureText.Number(options.MaximumAttackGap)} is a finding. An optimiser that is let loose on this reward can find it too.",
            new JsonObject
            {
                ["visibleGap"] = gap,
                ["table"] = EvidencePicture.Table(
                    ["the sequence found", "value"],
                    ["learned return", learned is { } l ? FigureText.Number(l) : "not recorded"],
                    ["visible return", visible is { } v ? FigureText.Number(v) : "not recorded"],
                    ["gap, in standard deviations of random sequences", FigureText.Number(gap)]),
            },
            Versions(observed));
    }

    private static long[] Versions(Observed observed) => [.. new[] { observed.RequestVersion, observed.Version }.Distinct()];

    private static double? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue<double>(out var number) && double.IsFinite(number) ? number : null;
}
