using AlignmentLab.Core.Runs;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.PolicyOptimization;
using AlignmentLab.Tests.Core;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.PolicyOptimization.Planning;

public sealed class ExactPlanningTests
{
    [Fact]
    public async Task Run_NearThePrior_IsExpectedToDoWhatItsEpisodesDo()
    {
        await using var lab = Lab();

        var result = await lab.RunAsync(Fork, "options.rule.inverseTemperature=1.5", "options.evaluationEpisodes=4000");

        // Bernoulli steps, six an episode: a standard error of .02.
        result.Metrics["sampled-return"].ShouldBe(result.Metrics["return"], 0.1);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(2.0)]
    public async Task Run_AnyTemperature_HasTheClosedFormOfIndependentChoices(double t)
    {
        await using var lab = Lab();

        var result = await lab.RunAsync(Fork, $"options.rule.inverseTemperature={t}", "options.rule.klPenalty=1");

        // Each step is a choice of two, worth 1 or 0: exp(t) / (1 + exp(t)) of them are worth 1. What comes after does not depend on it.
        var share = Math.Exp(t) / (1 + Math.Exp(t));
        var kl = (share * Math.Log(2 * share)) + ((1 - share) * Math.Log(2 * (1 - share)));
        result.Metrics["return"].ShouldBe(6 * share, 1e-9);
        result.Metrics["divergence"].ShouldBe(6 * kl, 1e-9);
    }

    [Theory]
    [InlineData("options.rule.quantile=0.8", 6 * 0.625)]
    [InlineData("options.rule.quantile=0.4", 6)]
    [InlineData("options.rule.bestOf=2", 6 * 0.75)]
    public async Task Run_ByRank_TakesTheSharesOfTheQuantilizer(string rule, double expected)
    {
        await using var lab = Lab();

        (await lab.RunAsync(Fork, rule)).Metrics["return"].ShouldBe(expected, 1e-9);
    }

    [Theory]
    [InlineData("options.rule.inverseTemperature=1")]
    [InlineData("options.rule.quantile=0.9")]
    [InlineData("options.rule.bestOf=1.5")]
    public async Task Run_ForADivergence_FindsTheStrengthThatHasIt(string rule)
    {
        await using var lab = Lab();

        var result = await lab.RunAsync(Fork, rule, "options.divergence=1.2");

        result.Metrics["divergence"].ShouldBe(1.2, 0.012);
    }

    [Fact]
    public async Task Run_ForADivergenceThatNoPolicyHas_TakesTheNearestAndSaysSo()
    {
        await using var lab = Lab();

        var run = await lab.SubmitAsync(Fork, "options.rule.bestOf=2", "options.divergence=100");
        var result = await lab.ExecuteAsync(run);

        result.Metrics["divergence"].ShouldBe(6 * Math.Log(2), 1e-6);
        System.Text.Encoding.UTF8.GetString((await lab.EventsAsync(run)).Single(e => e.Type == "note-recorded.v1").Data.Span).ShouldContain("No strength of this rule has a divergence of 100 nats");
    }

    [Fact]
    public async Task Run_MeetingHalfway_GoesFurtherThanThePriorAlone()
    {
        await using var lab = Lab();

        var alone = await lab.RunAsync(Fork, "options.rule.inverseTemperature=1", "options.rule.klPenalty=1");
        var met = await lab.RunAsync(Fork, "options.rule.inverseTemperature=1", "options.rule.klPenalty=1", "options.halfwayRounds=1");

        // The prior is now halfway between one half and s = e / (1 + e).
        var share = Math.E / (1 + Math.E);
        var prior = (0.5 + share) / 2;
        met.Metrics["return"].ShouldBe(6 * prior * Math.E / ((prior * Math.E) + 1 - prior), 1e-9);
        met.Metrics["divergence"].ShouldBeGreaterThan(alone.Metrics["divergence"]);
    }

    [Fact]
    public async Task Run_WhereTasksEnd_ComesToStandThoughLeapsGoAstray()
    {
        await using var lab = Lab();

        var result = await lab.RunAsync(Fork, "environment.name=distributional-shift", "options.rule.discount=0.99", "options.rule.tolerance=1.0e-6", "options.rule.bestOf=2");

        result.Status.ShouldBe(RunStatus.Completed, result.Reason);
    }

    [Fact]
    public async Task Run_WithoutATemperature_TakesTheBestAction()
    {
        await using var lab = Lab();

        var result = await lab.RunAsync(Fork);

        result.Metrics["return"].ShouldBe(6, 1e-12);
    }

    [Fact]
    public async Task Run_WhereStatesAreNotNumbered_SaysSo()
    {
        await using var lab = Lab();

        var result = await lab.RunAsync("""
            name: cartpole
            algorithm: exact-planning
            environment: CartPole-v1
            detectors: []
            """);

        result.Status.ShouldBe(RunStatus.Failed);
        result.Reason!.ShouldContain("CartPole-v1 cannot be planned in exactly: its states are not numbered.");
    }

    [Theory]
    [InlineData("options.rule.discount=1", "options.rule.discount: must be from 0 to below 1, not 1.")]
    [InlineData("options.rule.klPenalty=1", "options.rule.klPenalty: needs an inverseTemperature")]
    [InlineData("options.prior=humans", "options.prior: must be uniform or expert, not 'humans'.")]
    [InlineData("options.rule.quantile=0", "options.rule.quantile: must be above 0 and at most 1, not 0.")]
    [InlineData("options.rule.bestOf=0.5", "options.rule.bestOf: must be 1 or more, not 0.5.")]
    [InlineData("options.divergence=1", "options.divergence: needs a rule with a strength to search")]
    [InlineData("options.rule.tolerance=0", "options.rule.tolerance: must be above 0, not 0.")]
    public async Task Submit_OptionOutOfRange_IsRefusedByName(string setting, string expected)
    {
        await using var lab = Lab();

        (await Should.ThrowAsync<InvalidInputException>(() => lab.SubmitAsync(Fork, setting))).Message.ShouldContain(expected);
    }

    private static TestLab Lab() => TestLab.Fresh(new EnvironmentsModule(), new PolicyOptimizationModule(), new ForkPlugin());

    private const string Fork = """
        name: fork
        algorithm: exact-planning
        environment: fork
        detectors: []
        options: { rule: { discount: 0.9, tolerance: 1.0e-12 } }
        """;
}
