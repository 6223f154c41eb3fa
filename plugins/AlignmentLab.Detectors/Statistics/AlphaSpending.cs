namespace AlignmentLab.Detectors.Statistics;

/// <summary>
/// Shares a false-alarm rate out over looks whose number is not known beforehand. Look i may raise a false alarm with
/// probability alpha h / ((i + h - 1)(i + h)); the first n looks together with alpha n / (n + h), all of them with alpha.
/// </summary>
/// <remarks>
/// By the union bound the rate holds however the looks depend on one another. They do: evaluations start from the same
/// states, and a data set that is added to contains its predecessor. Methods that gain power from independence from look to
/// look (products of e-values, alpha-investing) therefore do not apply. Spending a level over repeated looks goes back to
/// Lan and DeMets, "Discrete Sequential Boundaries for Clinical Trials" (1983); this sequence telescopes, and stays higher
/// for longer than alpha 6 / (pi^2 i^2): at the tenth look, and h = 5, 2.4 % of alpha against 0.6 %.
/// </remarks>
/// <param name="alpha">The false-alarm rate over all looks, in (0, 1).</param>
/// <param name="halfSpentAfter">h, 1 or more: after how many looks half of alpha has been spent.</param>
public sealed class AlphaSpending(double alpha, int halfSpentAfter)
{
    /// <summary>Looks taken so far.</summary>
    public int Looks { get; private set; }

    /// <summary>Level of one look.</summary>
    /// <param name="look">From 1.</param>
    public double Level(int look) => alpha * halfSpentAfter / (((double)look + halfSpentAfter - 1) * ((double)look + halfSpentAfter));

    /// <summary>Takes the next look.</summary>
    /// <returns>Its level.</returns>
    public double Spend() => Level(++Looks);
}
