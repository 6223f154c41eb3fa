using AlignmentLab.Numerics;

namespace AlignmentLab.RewardModeling.Fitting;

/// <summary>How well predicted probabilities fit the answers.</summary>
/// <param name="Pairs">Pairs compared.</param>
/// <param name="Accuracy">Of the pairs that are no tie, the share in which the answer was the likelier one; a prediction of exactly 1/2 counts half. Null where all are ties.</param>
/// <param name="LogLoss">Mean cross-entropy of the predictions against the shares of answers, in nats; a coin has log 2 = 0.693.</param>
/// <param name="CalibrationError">
/// The expected calibration error: the mean over pairs of the gap, in the pair's bin, between predicted and observed. With few
/// pairs a bin it is above 0 even for predictions that are perfectly calibrated.
/// </param>
/// <param name="Bins">Ten bins of predicted probability, of equal width, those without pairs left out.</param>
public sealed record FitQuality(int Pairs, double? Accuracy, double LogLoss, double CalibrationError, IReadOnlyList<ReliabilityBin> Bins)
{
    private const int BinCount = 10;

    // Probabilities of 0 and 1 are sums of rounding errors; a loss of infinity would hide everything else.
    private const double Least = 1e-12;

    /// <param name="predictions">The predicted probability that the first of each pair is preferred.</param>
    /// <param name="shares">The share of answers for the first. As many.</param>
    /// <exception cref="ArgumentException">There are no pairs, or not as many of both.</exception>
    public static FitQuality Of(IReadOnlyList<double> predictions, IReadOnlyList<double> shares)
    {
        if (predictions.Count == 0 || predictions.Count != shares.Count)
        {
            throw new ArgumentException($"There are {predictions.Count} predictions for {shares.Count} answers.", nameof(predictions));
        }

        var (right, decided, loss) = (0.0, 0, 0.0);
        var (counts, predicted, observed) = (new int[BinCount], new double[BinCount], new double[BinCount]);
        for (var i = 0; i < predictions.Count; i++)
        {
            var (p, share) = (predictions[i], shares[i]);
            if (share != 0.5)
            {
                decided++;
                right += p == 0.5 ? 0.5 : p > 0.5 == share > 0.5 ? 1 : 0;
            }

            loss -= (share * PortableMath.Log(Math.Max(p, Least))) + ((1 - share) * PortableMath.Log(Math.Max(1 - p, Least)));
            var bin = Math.Min((int)(p * BinCount), BinCount - 1);
            counts[bin]++;
            predicted[bin] += p;
            observed[bin] += share;
        }

        var bins = Enumerable.Range(0, BinCount).Where(b => counts[b] > 0).Select(b => new ReliabilityBin(
            (double)b / BinCount, (double)(b + 1) / BinCount, counts[b], predicted[b] / counts[b], observed[b] / counts[b])).ToList();
        return new FitQuality(
            predictions.Count, decided == 0 ? null : right / decided, loss / predictions.Count,
            bins.Sum(b => b.Pairs * Math.Abs(b.Predicted - b.Observed)) / predictions.Count, bins);
    }
}

/// <summary>Pairs whose prediction lies in one range.</summary>
/// <param name="Low">Inclusive.</param>
/// <param name="High">Exclusive, but for 1.</param>
/// <param name="Predicted">Mean predicted probability of the first.</param>
/// <param name="Observed">Mean share of answers for the first.</param>
public sealed record ReliabilityBin(double Low, double High, int Pairs, double Predicted, double Observed);
