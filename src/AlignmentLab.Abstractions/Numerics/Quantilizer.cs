namespace AlignmentLab.Numerics;

/// <summary>
/// Ways to choose that stay near a base distribution: they change how much of its mass a choice gets by what the choice is
/// worth, and never by how much more.
/// </summary>
/// <remarks>
/// <para>
/// A q-quantilizer draws from the base conditioned on the best q of its mass (J. Taylor, "Quantilizers: A Safer Alternative to
/// Maximizers for Limited Optimization", 2016): P(a) is at most base(a) / q, so any cost that the base has is at most 1 / q
/// times as large in expectation, and KL(P || base) is at most log(1 / q). A choice that straddles the border gets the part of
/// its mass that lies within.
/// </para>
/// <para>
/// Best of n draws n choices from the base and takes the best of them: with M the base's mass of what is as good or better, the
/// chance that the best lies there is 1 - (1 - M)^n. KL(P || base) is at most log n - (n - 1) / n, and that where no two choices are equally
/// good and none has much mass.
/// </para>
/// <para>Choices worth exactly as much share what they get in proportion to their base mass.</para>
/// </remarks>
public static class Quantilizer
{
    private const int FewChoices = 32;

    /// <summary>Writes the q-quantilizer.</summary>
    /// <param name="weights">The base distribution; 0 or more, not all 0; they need not sum to 1.</param>
    /// <param name="utilities">What each choice is worth; finite where the weight is above 0.</param>
    /// <param name="q">The share of the base's mass that is chosen from, in (0, 1].</param>
    /// <param name="probabilities">Takes one probability a choice; they sum to 1.</param>
    /// <exception cref="ArgumentException">An argument is out of its range; the message says which and why.</exception>
    public static void Quantilize(ReadOnlySpan<double> weights, ReadOnlySpan<double> utilities, double q, Span<double> probabilities)
    {
        if (!(q is > 0 and <= 1))
        {
            throw new ArgumentException($"A quantilizer's q lies above 0 and is at most 1; it is {q}.", nameof(q));
        }

        Share(weights, utilities, new TopMass(q), probabilities);
    }

    /// <summary>Writes the distribution of the best of n draws.</summary>
    /// <param name="weights">See <see cref="Quantilize"/>.</param>
    /// <param name="utilities">See <see cref="Quantilize"/>.</param>
    /// <param name="n">How many are drawn, 1 or more; it need not be whole.</param>
    /// <param name="probabilities">See <see cref="Quantilize"/>.</param>
    /// <exception cref="ArgumentException">An argument is out of its range; the message says which and why.</exception>
    public static void BestOf(ReadOnlySpan<double> weights, ReadOnlySpan<double> utilities, double n, Span<double> probabilities)
    {
        if (!(n >= 1) || !double.IsFinite(n))
        {
            throw new ArgumentException($"Best of n needs an n of 1 or more; it is {n}.", nameof(n));
        }

        Share(weights, utilities, new BestDraw(n), probabilities);
    }

    /// <summary>KL(best of n || base) where no two choices are equally good and none has much mass: log n - (n - 1) / n, in nats.</summary>
    public static double BestOfDivergence(double n) => PortableMath.Log(n) - ((n - 1) / n);

    /// <summary>
    /// The probability that each place of a sorted pool is the best of n drawn from it without putting back: C(i - 1, n - 1) / C(N, n)
    /// for the i-th of N from below. An expectation under it is the mean over all n-subsets, so that it estimates that over n fresh draws without
    /// bias.
    /// </summary>
    /// <param name="pool">N, the size of the pool.</param>
    /// <param name="n">1 to <paramref name="pool"/>.</param>
    public static double[] BestOfPool(int pool, int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(n, pool);
        var weights = new double[pool];
        weights[^1] = (double)n / pool;

        // C(i - 2, n - 1) / C(i - 1, n - 1) = (i - n) / (i - 1).
        for (var i = pool; i > n; i--)
        {
            weights[i - 2] = weights[i - 1] * (i - n) / (i - 1);
        }

        return weights;
    }

    /// <summary>How much of the result's mass lies in the best of the base's mass.</summary>
    private interface IReach
    {
        double Of(double mass);
    }

    private readonly struct TopMass(double q) : IReach
    {
        public double Of(double mass) => Math.Min(mass / q, 1);
    }

    private readonly struct BestDraw(double n) : IReach
    {
        public double Of(double mass) => mass >= 1 ? 1 : 1 - PortableMath.Pow(1 - mass, n);
    }

    // It is asked once a state in sweeps over hundreds of thousands, so the few choices of one are sorted in place.
    private static void Share<TReach>(ReadOnlySpan<double> weights, ReadOnlySpan<double> utilities, TReach reached, Span<double> probabilities)
        where TReach : struct, IReach
    {
        var total = Total(weights, utilities, probabilities);
        Span<int> order = weights.Length <= FewChoices ? stackalloc int[weights.Length] : new int[weights.Length];
        SortDescending(utilities, order);
        var (mass, taken) = (0.0, 0.0);
        for (var start = 0; start < order.Length;)
        {
            var (end, group) = (start, 0.0);
            for (; end < order.Length && utilities[order[end]] == utilities[order[start]]; end++)
            {
                group += weights[order[end]];
            }

            mass += group;
            // What is left of the sum by rounding belongs to the last.
            var reach = end == order.Length ? 1 : reached.Of(Math.Min(mass / total, 1));
            for (var i = start; i < end; i++)
            {
                probabilities[order[i]] = group > 0 ? weights[order[i]] / group * (reach - taken) : 0;
            }

            taken = group > 0 ? reach : taken;
            start = end;
        }
    }

    private static double Total(ReadOnlySpan<double> weights, ReadOnlySpan<double> utilities, Span<double> probabilities)
    {
        if (weights.Length != utilities.Length || weights.Length != probabilities.Length)
        {
            throw new ArgumentException($"There are {weights.Length} weights, {utilities.Length} utilities and room for {probabilities.Length} probabilities; they must be as many.", nameof(utilities));
        }

        var total = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= 0) || !double.IsFinite(weights[i]))
            {
                throw new ArgumentException($"The base's weight of choice {i} is {weights[i]}; weights are finite and not below 0.", nameof(weights));
            }

            if (!double.IsFinite(utilities[i]))
            {
                throw new ArgumentException($"The utility of choice {i} is {utilities[i]}; it must be finite.", nameof(utilities));
            }

            total += weights[i];
        }

        return total > 0 ? total : throw new ArgumentException("The base distribution is empty: no choice has any weight.", nameof(weights));
    }

    // Of equals the order does not matter: they are taken together.
    private static void SortDescending(ReadOnlySpan<double> utilities, Span<int> order)
    {
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        if (order.Length > FewChoices)
        {
            var keys = utilities.ToArray();
            keys.AsSpan().Sort(order, (a, b) => b.CompareTo(a));
            return;
        }

        for (var i = 1; i < order.Length; i++)
        {
            var (moved, place) = (order[i], i);
            for (; place > 0 && utilities[order[place - 1]] < utilities[moved]; place--)
            {
                order[place] = order[place - 1];
            }

            order[place] = moved;
        }
    }
}
