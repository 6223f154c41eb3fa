using AlignmentLab.Numerics;

namespace AlignmentLab.Quantilization.Mimicry;

/// <summary>How far what an imitator shows is from what is imitated.</summary>
internal static class Likeness
{
    /// <summary>KL(p || q) in nats; infinite where p shows what q never does.</summary>
    public static double Divergence(IReadOnlyList<double> p, IReadOnlyList<double> q)
    {
        var sum = 0.0;
        for (var i = 0; i < p.Count; i++)
        {
            sum += p[i] == 0 ? 0 : q[i] == 0 ? double.PositiveInfinity : p[i] * PortableMath.Log(p[i] / q[i]);
        }

        return sum;
    }

    /// <summary>
    /// The least probability, over all couplings of the two, that they show different things: the Wasserstein distance where any two
    /// things are as far apart, which is the total variation. A coin and the best of observers tell the two apart with probability 1/2 + 1/2 of it.
    /// </summary>
    public static double Coupling(IReadOnlyList<double> p, IReadOnlyList<double> q) => p.Zip(q, (a, b) => Math.Max(0, a - b)).Sum();

    /// <summary>
    /// What the best discriminator can make of the two (Goodfellow et al. 2014, section 4.1): the Jensen-Shannon divergence, in nats.
    /// </summary>
    public static double Discrimination(IReadOnlyList<double> p, IReadOnlyList<double> q)
    {
        double[] middle = [.. p.Zip(q, (a, b) => (a + b) / 2)];
        return (Divergence(p, middle) + Divergence(q, middle)) / 2;
    }
}
