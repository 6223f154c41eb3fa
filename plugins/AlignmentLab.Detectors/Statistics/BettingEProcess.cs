namespace AlignmentLab.Detectors.Statistics;

/// <summary>
/// Evidence, gathered one by one, that observations in [0, 1] exceed a mean: the capital of a gambler who bets on it and for
/// whom each bet is fair or worse as long as the mean of every next observation, given those before, is at most
/// <paramref name="mean"/>. The chance that the capital ever reaches 1 / alpha is then at most alpha (Ville's inequality),
/// however often one looks and whenever one stops.
/// </summary>
/// <remarks>
/// <para>
/// The capital is a mixture: over fixed stakes, since the best one is not known beforehand, and over the observation from which
/// on the gambler takes part, with weights 1 / (t (t + 1)), so that a long quiet beginning costs no more than a factor of t (t + 1).
/// Either mixture of fair games is a fair game.
/// </para>
/// <para>
/// Sources: I. Waudby-Smith and A. Ramdas, "Estimating means of bounded random variables by betting" (2024), section 4;
/// A. Ramdas, P. Grunwald, V. Vovk and G. Shafer, "Game-theoretic statistics and safe anytime-valid inference" (2023).
/// </para>
/// </remarks>
/// <param name="mean">The mean under the null hypothesis, in (0, 1).</param>
public sealed class BettingEProcess(double mean)
{
    // Beyond every threshold; keeps products from overflowing.
    private const double MostCapital = 1e200;

    // The share of the capital that is lost when an observation is 0.
    private static readonly double[] Stakes = [0.1, 0.25, 0.5, 0.75, 0.95];

    private readonly double[] _capital = new double[Stakes.Length];

    /// <summary>Observations so far.</summary>
    public long Count { get; private set; }

    /// <summary>The e-value now: 1 at the start, 0 or more.</summary>
    public double Value { get; private set; } = 1;

    /// <summary>Takes the next observation.</summary>
    /// <param name="observation">In [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public void Add(double observation)
    {
        if (observation is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(observation), observation, "An observation lies in [0, 1].");
        }

        Count++;
        var (joining, sum) = (1.0 / ((double)Count * (Count + 1)), 0.0);
        for (var i = 0; i < Stakes.Length; i++)
        {
            var gain = 1 + (Stakes[i] / mean * (observation - mean));
            _capital[i] = Math.Min(MostCapital, (_capital[i] + joining) * gain);
            sum += _capital[i];
        }

        // Those who have not joined yet still have what they began with.
        Value = (sum / Stakes.Length) + (1.0 / (Count + 1));
    }
}
