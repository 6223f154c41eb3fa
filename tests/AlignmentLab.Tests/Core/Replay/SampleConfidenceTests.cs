using System.Numerics;
using AlignmentLab.Core.Replay;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Replay;

public sealed class SampleConfidenceTests
{
    [Fact]
    public void Caught_SmallNumbers_IsTheShareOfSubsetsThatHoldAFalsifiedJob()
    {
        for (var n = 1; n <= 9; n++)
        {
            for (var m = 0; m <= n; m++)
            {
                var samples = Enumerable.Range(0, 1 << n).Where(s => BitOperations.PopCount((uint)s) == m).ToList();
                for (var f = 0; f <= n; f++)
                {
                    var falsified = (1 << f) - 1;
                    var expected = (double)samples.Count(s => (s & falsified) != 0) / samples.Count;
                    new SampleConfidence(n, m).Caught(f).ShouldBe(expected, 1e-12, $"n {n}, m {m}, f {f}");
                }
            }
        }
    }

    [Fact]
    public void Figures_TwelveOfAHundredAndTwenty_AreTheHypergeometricOnes()
    {
        var confidence = new SampleConfidence(120, 12);

        confidence.Single.ShouldBe(0.1, 1e-12);
        confidence.OneInTen.ShouldBe(confidence.Caught(12));
        confidence.SmallestCaught.ShouldBe(26);
        confidence.Caught(26).ShouldBeGreaterThanOrEqualTo(0.95);
        confidence.Caught(25).ShouldBeLessThan(0.95);
    }

    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(5, 0, null)]
    [InlineData(5, 5, 1)]
    [InlineData(1, 1, 1)]
    [InlineData(10, 5, 4)]
    [InlineData(1_000_000, 299, 9968)]
    public void SmallestCaught_AtTheEdges_IsKnown(int jobs, int repeated, int? expected) => new SampleConfidence(jobs, repeated).SmallestCaught.ShouldBe(expected);

    [Fact]
    public void Caught_MoreFalsifiedOrMoreRepeated_IsNeverLess() => Prop.ForAll(Gen.Choose(1, 400).ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), (n, a, b) =>
    {
        var (m, f) = (a % n, b % n);
        var caught = new SampleConfidence(n, m).Caught(f);
        return caught is >= 0 and <= 1
            && new SampleConfidence(n, m).Caught(f + 1) >= caught
            && new SampleConfidence(n, m + 1).Caught(f) >= caught - 1e-12
            && Math.Abs(new SampleConfidence(n, f).Caught(m) - caught) < 1e-9;
    }).Check(Config.QuickThrowOnFailure.WithReplay(20261121, 11));

    [Theory]
    [InlineData(30, 0.1, 3)]
    [InlineData(10, 0.3, 3)]
    [InlineData(120, 0.1, 12)]
    [InlineData(7, 0.5, 4)]
    [InlineData(7, 1e-30, 1)]
    [InlineData(7, 1, 7)]
    [InlineData(0, 0.5, 0)]
    public void Sample_Share_IsRoundedUp(int jobs, double share, int repeated) => JobSample.From(jobs, share, 1).Repeated.ShouldBe(repeated);

    [Fact]
    public void Draw_Seed_GivesThatManyDifferentItemsInOrderAndTheSameAgain()
    {
        var items = Enumerable.Range(0, 50).ToList();
        var sample = JobSample.From(50, 0.3, 17);

        var drawn = sample.Draw(items).ToList();

        drawn.Count.ShouldBe(15);
        drawn.ShouldBe(drawn.Distinct().Order());
        sample.Draw(items).ShouldBe(drawn);
        (sample with { Seed = 18 }).Draw(items).ShouldNotBe(drawn);
    }

    [Fact]
    public void Draw_ManySeeds_TakesEveryPairAlikeOften()
    {
        // 10 pairs of 5, each expected 600 times of 6000; 5 standard deviations of a binomial are 116.
        var counts = new Dictionary<(int, int), int>();
        for (var seed = 0UL; seed < 6000; seed++)
        {
            var pair = JobSample.From(5, 0.4, seed).Draw([0, 1, 2, 3, 4]).ToList();
            counts[(pair[0], pair[1])] = counts.GetValueOrDefault((pair[0], pair[1])) + 1;
        }

        counts.Count.ShouldBe(10);
        counts.Values.ShouldAllBe(c => Math.Abs(c - 600) < 116);
    }
}
