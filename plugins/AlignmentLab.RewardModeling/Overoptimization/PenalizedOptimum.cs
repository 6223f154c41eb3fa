using AlignmentLab.Numerics;

namespace AlignmentLab.RewardModeling.Overoptimization;

/// <summary>
/// What reinforcement learning with a KL penalty can come to at best. The policy that maximises E[proxy] - beta KL(policy || sampler)
/// gives each sample a probability proportional to the sampler's times exp(proxy / beta) (R. Korbak, H. Elsahar, G. Kruszewski and M. Dymetman, "On
/// Reinforcement Learning and Distribution Matching for Fine-Tuning Language Models with no Catastrophic Forgetting", 2022). Here
/// the sampler is a pool of its samples, all as likely, over which that is exact.
/// </summary>
internal sealed class PenalizedOptimum
{
    private readonly double[] _weights;

    private PenalizedOptimum(double strength, double[] weights, double divergence) => (Strength, _weights, Divergence) = (strength, weights, divergence);

    /// <summary>1 / beta.</summary>
    public double Strength { get; }

    /// <summary>KL(policy || pool), in nats.</summary>
    public double Divergence { get; }

    /// <summary>How many samples decide: 1 over the sum of squared probabilities.</summary>
    public double EffectiveSamples => 1 / _weights.Sum(w => w * w);

    /// <summary>The expectation of a value that each sample has.</summary>
    public double Expected(IReadOnlyList<double> values)
    {
        var sum = 0.0;
        for (var i = 0; i < _weights.Length; i++)
        {
            sum += _weights[i] * values[i];
        }

        return sum;
    }

    /// <summary>The optimum at the penalty at which it is so far from the pool.</summary>
    /// <param name="proxy">One reward a sample, finite.</param>
    /// <param name="nats">Above 0; where the best samples are too many equals to come so far, the optimum is as far as it gets.</param>
    public static PenalizedOptimum AtDivergence(double[] proxy, double nats)
    {
        var (low, high) = (0.0, 1.0);
        while (Of(proxy, high).Divergence < nats && high < 1e9)
        {
            (low, high) = (high, 2 * high);
        }

        for (var i = 0; i < 50; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Of(proxy, middle).Divergence < nats ? (middle, high) : (low, middle);
        }

        return Of(proxy, high);
    }

    /// <summary>The optimum at a penalty.</summary>
    /// <param name="strength">1 / beta, 0 or more.</param>
    public static PenalizedOptimum Of(double[] proxy, double strength)
    {
        var weights = Array.ConvertAll(proxy, r => strength * r);
        Softmax.InPlace(weights);
        return new PenalizedOptimum(strength, weights, Divergences.FromUniform(weights));
    }
}
