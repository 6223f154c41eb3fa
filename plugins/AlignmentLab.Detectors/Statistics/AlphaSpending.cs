namespace AlignmentLab.Detectors.Statistics;

/// <summary>
/// Shares a false-alarm rate out over looks whose number is not known beforehand. Look i may raise a false alarm with
/// probability alpha / (i (i + 1)); the first n looks together with alpha n / (n + 1), all of them with alpha.
/// </summary>
/// <remarks>
/// By the union bound the rate holds however the looks depend on one another. They do: evaluations start from the same
/// states, and a data set that is added to contains its predecessor. Methods that gain power from independence from look to
/// look (products of e-values, alpha-investing) therefore do not apply. Spending a level over repeated looks goes back to
/// Lan and DeMets, "Discrete Sequential Boundaries for Clinical Trials" (1983). This sequence gives the first look half of
/// alpha, since a run's early looks have the fewest episodes and so the coarsest p-values.
/// </remarks>
/// <param name="alpha">The false-alarm rate over all looks, in (0, 1).</param>
public sealed class AlphaSpending(double alpha)
{
    /// <summary>Looks taken so far.</summary>
    public int Looks { get; private set; }

    /// <summary>Level of one look.</summary>
    /// <param name="look">From 1.</param>
    public double Level(int look) => alpha / ((double)look * ((double)look + 1));

    /// <summary>Takes the next look.</summary>
    /// <returns>Its level.</returns>
    public double Spend() => Level(++Looks);
}
