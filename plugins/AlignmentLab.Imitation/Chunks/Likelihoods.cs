using AlignmentLab.Numerics;
using AlignmentLab.Policies;

namespace AlignmentLab.Imitation.Chunks;

/// <summary>How likely an expert and a policy are to make each choice in the state that was observed last.</summary>
internal sealed class Likelihoods(IDistributionActor expert, IDistributionActor policy, int choices)
{
    private readonly double[] _his = new double[choices];
    private readonly double[] _own = new double[choices];

    public IDistributionActor Expert => expert;

    public void Observe(ReadOnlySpan<double> observation)
    {
        Tell(expert, observation, _his);
        Tell(policy, observation, _own);
    }

    /// <summary>Logarithm of how much likelier a choice is under the expert; finite.</summary>
    public double LogRatio(int choice) => PortableMath.Log(_his[choice]) - PortableMath.Log(_own[choice]);

    /// <summary>KL(expert || policy), in nats; finite.</summary>
    public double Divergence() => Divergences.KullbackLeibler(_his, _own);

    /// <summary>The choice that the expert is least likely to make, the first of equals.</summary>
    public int LeastLikely() => Array.IndexOf(_his, _his.Min());

    // A softmax of floats may round to 0; the least float above it stands in, so that logarithms and their sums stay finite.
    private static void Tell(IDistributionActor actor, ReadOnlySpan<double> observation, double[] probabilities)
    {
        actor.Distribution(observation, probabilities);
        for (var i = 0; i < probabilities.Length; i++)
        {
            probabilities[i] = Math.Max(probabilities[i], float.Epsilon);
        }
    }
}
