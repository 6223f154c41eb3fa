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
