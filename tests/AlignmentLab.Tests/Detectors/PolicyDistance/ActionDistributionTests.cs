using AlignmentLab.Detectors.PolicyDistance;
using AlignmentLab.Environments;
using AlignmentLab.Trajectories;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Detectors.PolicyDistance;

public sealed class ActionDistributionTests
{
    [Fact]
    public void Distances_OfTheSameFrequencies_AreZero()
    {
        var (left, right) = (Of(0, 1), Of(1, 0, 0, 1));
        left.Hellinger(right).ShouldBe(0, 1e-7);
        left.JensenShannon(right).ShouldBe(0, 1e-12);
    }

    [Fact]
    public void Distances_OfDisjointActions_AreTheLargest()
    {
        var (left, right) = (Of(0), Of(1));
        left.Hellinger(right).ShouldBe(1, 1e-12);
        left.JensenShannon(right).ShouldBe(Math.Log(2), 1e-12);

        // (1.5 / 2) log 3 + (0.5 / 2) log (1 / 3), each action counting half a time more.
        left.KullbackLeibler(right).ShouldBe(0.5 * Math.Log(3), 1e-12);
    }

    private static ActionDistribution Of(params double[] actions)
    {
        var distribution = new ActionDistribution(new DiscreteSpace(2));
        distribution.Add(new Trajectory(actions.Length, 1, new double[actions.Length + 1], 1, actions, new double[actions.Length]));
        return distribution;
    }
}
