using AlignmentLab.Core.Runs;
using AlignmentLab.Numerics;
using AlignmentLab.Errors;
using AlignmentLab.Randomness;
using AlignmentLab.RewardModeling;
using AlignmentLab.RewardModeling.Overoptimization;
using AlignmentLab.Tests.Core;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.RewardModeling;

public sealed class OveroptimizationTests
{
    private const string Spec = """
        name: over
        algorithm: overoptimization-study
        environment: none
        detectors: []
        options: { pairs: 200, poolSamples: 2000, heldOutPairs: 200, largestN: 256, bootstraps: 20 }
        """;

    /// <summary>Gao et al. 2022, section 2: log n - (n - 1)/n.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(4, 0.636)]
    [InlineData(16, 1.835)]
    [InlineData(64, 3.175)]
    [InlineData(256, 4.549)]
    [InlineData(4096, 7.318)]
    public void KullbackLeibler_OfTheBestOfN_IsThePublishedFigure(int n, double expected) =>
        Quantilizer.BestOfDivergence(n).ShouldBe(expected, 5e-4);

    /// <summary>The form against the divergence itself: the best of n independent draws from a million equally likely places.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(64)]
    [InlineData(256)]
    public void KullbackLeibler_OfManyPlaces_IsTheirDivergence(int n)
    {
        const int Places = 1_000_000;
        var divergence = Enumerable.Range(1, Places).Sum(i =>
        {
            var probability = Math.Pow((double)i / Places, n) - Math.Pow((i - 1.0) / Places, n);
            return probability > 0 ? probability * Math.Log(probability * Places) : 0;
        });
        Quantilizer.BestOfDivergence(n).ShouldBe(divergence, 1e-6);
    }

    /// <summary>Every n-subset of a pool of ten, two of which tie.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(10)]
    public void Expected_OfASmallPool_IsTheMeanOverAllSubsets(int n)
    {
        double[] proxy = [0.3, -1, 0.25, 7, 2, 0.3, -0.5, 11, 1.5, 0];
        double[] gold = [1, 2, -3, 0.5, 4, -1, 2.5, -7, 0, 3];
        var order = BestOfN.Order(proxy);
        var (sum, subsets) = (0.0, 0);
        for (var chosen = 0; chosen < 1 << proxy.Length; chosen++)
        {
            if (int.PopCount(chosen) == n)
            {
                sum += gold[order.Last(i => (chosen >> i & 1) == 1)];
                subsets++;
            }
        }

        BestOfN.Expected(order, gold, Quantilizer.BestOfPool(proxy.Length, n)).ShouldBe(sum / subsets, 1e-10);
    }

    /// <summary>The worked example of the source, lesson 12.1.</summary>
    [Fact]
    public void Expected_OfThePublishedExample_IsASixth() =>
        BestOfN.Expected(BestOfN.Order([0.1, 0.5, 0.3, 0.9]), [1, 2, 0, -1], Quantilizer.BestOfPool(4, 2)).ShouldBe(1.0 / 6, 1e-15);

    [Theory]
    [InlineData(20_000, 4096)]
    [InlineData(20_000, 1)]
    [InlineData(7, 7)]
    public void Weights_OfAPool_SumToOneAndWinAsOftenAsTheyShould(int pool, int n)
    {
        var weights = Quantilizer.BestOfPool(pool, n);

        weights.Sum().ShouldBe(1, 1e-10);
        BestOfN.WinRate(weights).ShouldBe(n / (n + 1.0), 1e-10);
    }

    /// <summary>Means, strings and rewards of the source's sampler with numpy 1.24.2, of the seed 5.</summary>
    [Fact]
    public void Sample_OfTheSourcesSeed_IsTheSourcesPool()
    {
        var pool = LetterWorld.Sample(20_000, new Pcg64(5));
        var gold = Array.ConvertAll(pool, s => LetterWorld.Gold(s));

        string.Concat(pool[0].Select(letter => (char)('a' + letter))).ShouldBe("dbjbkij");
        string.Concat(pool[1].Select(letter => (char)('a' + letter))).ShouldBe("ngfgmla");
        gold[0].ShouldBe(2.89510095, 1e-8);
        gold.Average().ShouldBe(2.2855919206118305, 1e-10);
        pool.Max(s => s.Length).ShouldBe(13);
    }

    /// <summary>The source's table: best of n by the gold reward itself.</summary>
    [Theory]
    [InlineData(16, 1.85)]
    [InlineData(256, 2.79)]
    [InlineData(512, 2.96)]
    [InlineData(4096, 3.43)]
    public void Expected_ByTheGoldReward_IsThePublishedOracle(int n, double published)
    {
        var gold = Array.ConvertAll(LetterWorld.Sample(20_000, new Pcg64(5)), s => LetterWorld.Gold(s));
        (BestOfN.Expected(BestOfN.Order(gold), gold, Quantilizer.BestOfPool(gold.Length, n)) - gold.Average()).ShouldBe(published, 0.005);
    }

    [Fact]
    public void Gold_PastEightLetters_FallsWithEachOne()
    {
        byte[] one = new byte[16];
        LetterWorld.Gold(one.AsSpan(0, 9)).ShouldBe(LetterWorld.Gold(one.AsSpan(0, 8)) - 0.8, 1e-12);
        LetterWorld.Gold(one.AsSpan(0, 8)).ShouldBe(LetterWorld.Gold(one.AsSpan(0, 7)) + 0.4, 1e-12);
    }

    [Fact]
    public void GaoForm_OfPointsWithoutNoise_RecoversItsParameters()
    {
        double[] distances = [0.8, 1.3, 1.8, 2.2, 2.7];

        var best = GaoForm.BestOfN(distances, Array.ConvertAll(distances, d => d * (1.5 - (0.4 * d))));
        (best.Alpha, best.Beta, best.BestOfNPeak()!.Value).ShouldSatisfyAllConditions(
            f => f.Alpha.ShouldBe(1.5, 1e-10), f => f.Beta.ShouldBe(0.4, 1e-10), f => f.Value.ShouldBe(1.875, 1e-9));

        var learned = GaoForm.Reinforcement(distances, Array.ConvertAll(distances, d => d * (1.5 - (0.4 * Math.Log(d)))));
        (learned.Alpha, learned.Beta).ShouldSatisfyAllConditions(f => f.Alpha.ShouldBe(1.5, 1e-10), f => f.Beta.ShouldBe(0.4, 1e-10));
        learned.ReinforcementPeak()!.Value.ShouldBe(Math.Exp(2.75), 1e-6);
        GaoForm.BestOfN(distances, distances).BestOfNPeak().ShouldBeNull("it rises for ever");
    }

    [Fact]
    public async Task Run_InSmall_MeasuresTheCurvesAndRepeats()
    {
        var first = await TestLab.Fresh(new RewardModelingModule()).RunAsync(Spec);
        var again = await TestLab.Fresh(new RewardModelingModule()).RunAsync(Spec);

        first.Reason.ShouldBeNull();
        again.Digest.ShouldBe(first.Digest);
        first.Metrics["gold-accuracy"].ShouldBeGreaterThan(0.65);
        first.Metrics["kl-256"].ShouldBe(4.549, 5e-4);
        first.Metrics["gold-1"].ShouldBe(0, 1e-9);
        first.Metrics["oracle-gold-256"].ShouldBeGreaterThan(first.Metrics["gold-256"]);
        first.Metrics["beta"].ShouldBeInRange(first.Metrics["beta-low"], first.Metrics["beta-high"]);
    }

    /// <summary>A fair coin whose heads are worth 1: at 1 / beta = log 3 heads come up in 3 of 4, and KL = 3/4 log 3/2 + 1/4 log 1/2.</summary>
    [Fact]
    public void PenalizedOptimum_OfAFairCoin_IsTheKnownOne()
    {
        var optimum = PenalizedOptimum.AtDivergence([1, 0], (0.75 * Math.Log(1.5)) + (0.25 * Math.Log(0.5)));

        optimum.Strength.ShouldBe(Math.Log(3), 1e-9);
        optimum.Expected([1, 0]).ShouldBe(0.75, 1e-9);
        optimum.EffectiveSamples.ShouldBe(1.6, 1e-9);
    }

    /// <summary>No way to choose from the pool that is as near to it has a higher proxy reward; the best of n is one of them.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(16)]
    [InlineData(128)]
    public void PenalizedOptimum_AtTheDivergenceOfTheBestOfN_HasTheHigherProxy(int n)
    {
        var draws = new Pcg64(7);
        double[] proxy = [.. Enumerable.Range(0, 2_000).Select(_ => draws.NextDouble() + draws.NextDouble() + draws.NextDouble())];
        var weights = Quantilizer.BestOfPool(proxy.Length, n);
        var divergence = weights.Sum(w => w > 0 ? w * Math.Log(w * proxy.Length) : 0);

        var optimum = PenalizedOptimum.AtDivergence(proxy, divergence);

        optimum.Divergence.ShouldBe(divergence, 1e-9);
        optimum.Expected(proxy).ShouldBeGreaterThan(BestOfN.Expected(BestOfN.Order(proxy), proxy, weights));
    }

    [Fact]
    public async Task Run_WithReinforcement_AddsTheOptimumAndItsForm()
    {
        await using var plain = TestLab.Fresh(new RewardModelingModule());
        await using var lab = TestLab.Fresh(new RewardModelingModule());

        var without = await plain.RunAsync(Spec);
        var with = await lab.RunAsync(Spec, "options.reinforcement=true");

        with.Reason.ShouldBeNull();
        with.Metrics["gold-256"].ShouldBe(without.Metrics["gold-256"]);
        without.Metrics.Keys.ShouldNotContain(name => name.StartsWith("optimum", StringComparison.Ordinal));
        with.Metrics["optimum-proxy"].ShouldBeGreaterThan(with.Metrics["proxy"]);
        with.Metrics["rl-alpha"].ShouldBeInRange(with.Metrics["rl-alpha-low"], with.Metrics["rl-alpha-high"]);
        with.Metrics["rl-beta"].ShouldBeInRange(with.Metrics["rl-beta-low"], with.Metrics["rl-beta-high"]);
    }

    [Theory]
    [InlineData("options.largestN=1000", "options.largestN: must be a power of two from 4 to poolSamples, not 1000.")]
    [InlineData("options.temperature=0", "options.temperature: must be more than 0, not 0.")]
    [InlineData("options.pairs=1", "options.pairs: must be 10 to 100000, not 1.")]
    public async Task Submit_OptionsOutOfTheirRange_SaysWhatIsWrong(string setting, string message) =>
        (await Should.ThrowAsync<InvalidInputException>(() => TestLab.Fresh(new RewardModelingModule()).SubmitAsync(Spec, setting))).Message.ShouldContain(message);
}
