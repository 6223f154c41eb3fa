namespace AlignmentLab.Numerics;

/// <summary>How far two distributions over the same few things are from each other. Each is given as one probability a thing; they sum to 1.</summary>
public static class Divergences
{
    /// <summary>KL(p || q) in nats; infinite where p has what q never does.</summary>
    public static double KullbackLeibler(IReadOnlyList<double> p, IReadOnlyList<double> q)
    {
        var sum = 0.0;
        for (var i = 0; i < p.Count; i++)
        {
            sum += p[i] == 0 ? 0 : q[i] == 0 ? double.PositiveInfinity : p[i] * PortableMath.Log(p[i] / q[i]);
        }

        return sum;
    }

    /// <summary>KL(p || uniform) in nats, in [0, ln n].</summary>
    public static double FromUniform(ReadOnlySpan<double> p)
    {
        var sum = 0.0;
        foreach (var probability in p)
        {
            sum += probability > 0 ? probability * PortableMath.Log(probability * p.Length) : 0;
        }

        return Math.Max(0, sum);
    }

    /// <summary>
    /// The Jensen-Shannon divergence in nats, in [0, ln 2]: what the best discriminator can make of the two (Goodfellow et al. 2014, section 4.1).
    /// </summary>
    public static double JensenShannon(IReadOnlyList<double> p, IReadOnlyList<double> q)
    {
        double[] middle = [.. p.Zip(q, (a, b) => (a + b) / 2)];
        return (KullbackLeibler(p, middle) + KullbackLeibler(q, middle)) / 2;
    }

    /// <summary>The Hellinger distance, in [0, 1]: 0 where the two are the same, 1 where they have nothing in common.</summary>
    public static double Hellinger(IReadOnlyList<double> p, IReadOnlyList<double> q)
    {
        var overlap = 0.0;
        for (var i = 0; i < p.Count; i++)
        {
            overlap += Math.Sqrt(p[i] * q[i]);
        }

        return Math.Sqrt(Math.Max(0, 1 - overlap));
    }

    /// <summary>
    /// The total variation, in [0, 1]: the least probability, over all couplings of the two, that they differ, which is the Wasserstein distance where any
    /// two things are as far apart. A coin and the best of observers tell the two apart with probability 1/2 + 1/2 of it.
    /// </summary>
    public static double TotalVariation(IReadOnlyList<double> p, IReadOnlyList<double> q) => p.Zip(q, (a, b) => Math.Max(0, a - b)).Sum();
}
