using AlignmentLab.Engines;
using AlignmentLab.Numerics;

namespace AlignmentLab.PolicyOptimization.PolicyGradients;

/// <summary>How far a policy moved in the states that it had acted in.</summary>
/// <param name="ClipFraction">In what share of the steps the ratio of probabilities is further from 1 than the clip range.</param>
/// <param name="Divergence">The mean of KL(old || new), in nats.</param>
internal readonly record struct PolicyUpdate(double ClipFraction, double Divergence)
{
    public static PolicyUpdate Of(IModel updated, SampledSteps sampled, double clipRange)
    {
        var (choices, logits) = (sampled.Choices, new float[sampled.Count * sampled.Choices]);
        updated.Forward(sampled.Count, sampled.Inputs, logits);
        var (scores, beyond, divergence) = (new double[choices], 0, 0.0);
        for (var step = 0; step < sampled.Count; step++)
        {
            for (var choice = 0; choice < choices; choice++)
            {
                scores[choice] = logits[(step * choices) + choice];
            }

            var old = sampled.Distribution(step);
            var sum = Softmax.LogSumExp(scores);
            for (var choice = 0; choice < choices; choice++)
            {
                divergence += old[choice] > 0 ? old[choice] * (PortableMath.Log(old[choice]) - scores[choice] + sum) : 0;
            }

            var ratio = PortableMath.Exp(scores[sampled.Taken[step]] - sum) / sampled.Acted(step);
            beyond += Math.Abs(ratio - 1) > clipRange ? 1 : 0;
        }

        return new PolicyUpdate((double)beyond / sampled.Count, Math.Max(0, divergence / sampled.Count));
    }

    /// <summary>The mean entropy of the policy that acted, in nats.</summary>
    public static double Entropy(SampledSteps sampled)
    {
        var entropy = 0.0;
        foreach (var p in sampled.Probabilities)
        {
            entropy -= p > 0 ? p * PortableMath.Log(p) : 0;
        }

        return entropy / sampled.Count;
    }
}
