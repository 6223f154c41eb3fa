using AlignmentLab.Policies;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Imitation;

public sealed class StochasticMixingTests
{
    private const string Smile = """
        name: smile
        algorithm: smile
        environment: { name: CopyChain, options: { horizon: 4, looks: 3 } }
        detectors: []
        options: { alpha: 0.25, rounds: 3, labels: 32, learner: { model: { kind: ridge } }, evaluationEpisodes: 5 }
        """;

    private static readonly string Searn = Smile.Replace("smile", "searn", StringComparison.Ordinal).Replace("alpha", "beta", StringComparison.Ordinal);

    [Fact]
    public async Task Smile_Mixtures_TakeFromTheExpertAlone()
    {
        var run = await RecordedRun.OfAsync(Smile);

        Mixtures(run).ShouldBe([[1], [0.75, 0.25], [0.5625, 0.25, 0.1875]]);
        Weights(run.Evaluation.Policy).ShouldBe([0.25, 0.1875, 0.140625]);
    }

    [Fact]
    public async Task Searn_Mixtures_TakeFromAllBefore()
    {
        var run = await RecordedRun.OfAsync(Searn);

        Mixtures(run).ShouldBe([[1], [0.75, 0.25], [0.5625, 0.1875, 0.25]]);
        Weights(run.Evaluation.Policy).ShouldBe([0.140625, 0.1875, 0.25]);
    }

    [Theory]
    [InlineData("smile")]
    [InlineData("searn")]
    public async Task Run_EachRound_TrainsOnItsOwnStatesAlone(string algorithm)
    {
        var run = await RecordedRun.OfAsync(algorithm == "smile" ? Smile : Searn);

        run.Trainings.Select(t => t.Dataset.Count()).ShouldBe([11, 11, 10]);
        run.Series("expert-share").ShouldBe([0.75, 0.5625, 0.421875]);
        run.Asked.ShouldBe(32);
    }

    [Fact]
    public async Task Run_InTheEnd_HasNoExpertInIt()
    {
        var run = await RecordedRun.OfAsync(Smile);

        ((WeightedPolicy)run.Evaluation.Policy).Parts.ShouldAllBe(p => p.Policy is LearnedPolicy);
    }

    [Fact]
    public async Task Searn_OfRateOne_FollowsTheNewestPolicyAlone()
    {
        var run = await RecordedRun.OfAsync(Searn, "options.beta=1");

        Weights(run.Evaluation.Policy).ShouldBe([0, 0, 1]);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-0.5")]
    [InlineData("1.5")]
    public async Task Submit_OfARateThatIsNoShare_IsRefused(string rate)
    {
        await RecordedRun.RefusesAsync(Smile, $"options.alpha={rate}", "must be above 0 and at most 1");
        await RecordedRun.RefusesAsync(Searn, $"options.beta={rate}", "must be above 0 and at most 1");
    }

    [Fact]
    public Task Submit_OfFewerLabelsThanRounds_IsRefused() => RecordedRun.RefusesAsync(Smile, "options.labels=2", "each of 3 rounds needs one");

    private static double[][] Mixtures(RecordedRun run) => [.. run.Rollouts.Select(r => r.Policy).Distinct().Select(Weights)];

    private static double[] Weights(Policy policy) => [.. ((WeightedPolicy)policy).Parts.Select(p => p.Weight)];
}
