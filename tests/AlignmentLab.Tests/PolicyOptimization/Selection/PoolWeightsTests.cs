using AlignmentLab.Numerics;
using AlignmentLab.PolicyOptimization.Selection;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.PolicyOptimization.Selection;

public sealed class PoolWeightsTests
{
    private static readonly double[] Returns = [3, 1, 2, 3, 0, 2, 5];

    /// <summary>Each subset of n has one best, or some that share the first place.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(7)]
    public void Of_BestOf_IsTheMeanOverAllSubsets(int n)
    {
        var expected = new double[Returns.Length];
        var subsets = 0;
        for (var mask = 0; mask < 1 << Returns.Length; mask++)
        {
            var members = Enumerable.Range(0, Returns.Length).Where(i => (mask >> i & 1) == 1).ToList();
            if (members.Count == n)
            {
                subsets++;
                expected[members.MaxBy(i => Returns[i])]++;
            }
        }

        var weights = PoolWeights.Of(new SelectionRule { BestOf = n }, Returns);

        weights.Sum().ShouldBe(1, 1e-12);
        PoolWeights.Expected(weights, Returns).ShouldBe(PoolWeights.Expected(expected, Returns) / subsets, 1e-12);
        weights[0].ShouldBe(weights[3]);
        weights[2].ShouldBe(weights[5]);
        (weights[0] + weights[3]).ShouldBe((expected[0] + expected[3]) / subsets, 1e-12);
    }

    /// <summary>By hand: of four, the best of two are the second, third and fourth from below in 1, 2 and 3 of 6 pairs.</summary>
    [Fact]
    public void Divergence_BestOfTwoOfFour_IsExactForThePool()
    {
        var weights = PoolWeights.Of(new SelectionRule { BestOf = 2 }, [10, 20, 30, 40]);

        weights.ShouldBe([0, 1 / 6.0, 2 / 6.0, 3 / 6.0], 1e-15);
        Divergences.FromUniform(weights).ShouldBe((Math.Log(4 / 6.0) / 6) + (2 * Math.Log(8 / 6.0) / 6) + (3 * Math.Log(2) / 6), 1e-12);
    }

    [Fact]
    public void Divergence_LargePoolWithoutTies_IsNearTheFormula()
    {
        double[] returns = [.. Enumerable.Range(0, 20_000).Select(i => (double)i)];

        Divergences.FromUniform(PoolWeights.Of(new SelectionRule { BestOf = 16 }, returns)).ShouldBe(Quantilizer.BestOfDivergence(16), 2e-3);
        Divergences.FromUniform(PoolWeights.Of(new SelectionRule { Quantile = 0.1 }, returns)).ShouldBe(Math.Log(10), 1e-9);
    }

    [Fact]
    public void Of_Tilt_WeighsByTheExponential()
    {
        var weights = PoolWeights.Of(new SelectionRule { Tilt = 2 }, [0, 1, 0.5]);

        weights.ShouldBe([1 / (1 + Math.Exp(2) + Math.E), Math.Exp(2) / (1 + Math.Exp(2) + Math.E), Math.E / (1 + Math.Exp(2) + Math.E)], 1e-12);
    }

    [Fact]
    public void Of_EqualReturns_LeavesThePoolAsItIs()
    {
        foreach (var rule in new[] { new SelectionRule { BestOf = 3 }, new SelectionRule { Quantile = 0.2 }, new SelectionRule { Tilt = 9 } })
        {
            var weights = PoolWeights.Of(rule, [7, 7, 7, 7, 7]);

            weights.ShouldAllBe(w => Math.Abs(w - 0.2) < 1e-15);
            Divergences.FromUniform(weights).ShouldBe(0, 1e-12);
        }
    }

    [Fact]
    public void Of_MoreThanThePool_IsRefused() =>
        Should.Throw<ArgumentException>(() => PoolWeights.Of(new SelectionRule { BestOf = 8 }, Returns)).Message.ShouldContain("The best of 8 cannot be drawn from a pool of 7.");

    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(1.9)]
    public void Of_TiltTo_HasTheDivergenceAskedFor(double nats)
    {
        var weights = PoolWeights.Of(new SelectionRule { TiltTo = nats }, Returns);

        Divergences.FromUniform(weights).ShouldBe(nats, 1e-9);
        (weights[1] * weights[1]).ShouldBe(weights[4] * weights[2], 1e-12, "weights of 0, 1 and 2 are a geometric row");
    }

    /// <summary>One of seven is the best: no tilt goes further than log 7.</summary>
    [Fact]
    public void Of_TiltTo_MoreThanThePoolHas_TakesTheBest()
    {
        var weights = PoolWeights.Of(new SelectionRule { TiltTo = 3 }, Returns);

        Divergences.FromUniform(weights).ShouldBe(Math.Log(7), 1e-9);
        weights[6].ShouldBe(1, 1e-12);
    }

    [Fact]
    public void Of_TiltTo_WhereAllAreAlike_StaysEven() => PoolWeights.Of(new SelectionRule { TiltTo = 1 }, [2, 2]).ShouldBe([0.5, 0.5]);
}
