namespace AlignmentLab.Detectors.Statistics;

/// <summary>
/// Whether a series of figures rises above what it was at first. The first figures are the base; each later one is held against
/// an upper bound of the base's median.
/// </summary>
/// <remarks>
/// The null hypothesis: every later figure, given those before, lies above the base's median with probability 1/2 at most. Then a
/// rise is called with probability <paramref name="alpha"/> at most, over a series of any length: one half of it goes to the bound
/// being too low (<see cref="MedianBound"/>), the other to the bets (<see cref="BettingEProcess"/>).
/// </remarks>
/// <param name="size">Figures in the base; from log2(2 / alpha) on a rise can be found.</param>
/// <param name="alpha">The false-alarm rate, in (0, 0.5].</param>
public sealed class RiseTest(int size, double alpha)
{
    private readonly List<double> _base = [];
    private readonly BettingEProcess _bets = new(0.5);

    /// <summary>Whether the base is complete.</summary>
    public bool HasBase => _base.Count == size;

    /// <summary>The figure of the base that lies in its middle, the lower of two; meaningless before it is complete.</summary>
    public double BaseMedian => _base[(size - 1) / 2];

    /// <summary>What later figures are held against; null where the base is too small, or not complete.</summary>
    public double? Bound { get; private set; }

    /// <summary>The e-value of a rise, 1 at the start.</summary>
    public double Evidence => _bets.Value;

    /// <summary>The e-value from which on there is a rise.</summary>
    public double Threshold => 2 / alpha;

    /// <summary>Whether a rise was found, now or earlier.</summary>
    public bool HasRisen { get; private set; }

    /// <summary>Takes the next figure.</summary>
    public void Add(double value)
    {
        if (!HasBase)
        {
            _base.Add(value);
            if (HasBase)
            {
                _base.Sort();
                Bound = MedianBound.Upper(_base, alpha / 2);
            }
        }
        else if (Bound is { } bound)
        {
            _bets.Add(value > bound ? 1 : 0);
            HasRisen |= Evidence >= Threshold;
        }
    }
}
