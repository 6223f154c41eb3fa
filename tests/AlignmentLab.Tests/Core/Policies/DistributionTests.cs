using AlignmentLab.Core.Runs;
using AlignmentLab.Environments;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Policies;

public sealed class DistributionTests
{
    [Theory]
    [InlineData("uniform", 7, 0.5)]
    [InlineData("tabular", 7, 0.8)]
    [InlineData("tabular", 8, 0.5)]
    [InlineData("mixture", 7, (0.25 * 0.5) + (0.75 * 0.8))]
    [InlineData("erring", 7, (0.9 * 0.8) + (0.1 * 0.2))]
    public async Task Distribution_EachKind_IsHowOftenItActs(string policy, double observation, double expected)
    {
        await using var lab = TestLab.Fresh(new EnvironmentsModule(), new DistributionPlugin());

        var result = await lab.RunAsync(Spec, $"options.policy={policy}", $"options.observation={observation}");

        result.Metrics["probability"].ShouldBe(expected, 1e-12);
        // Four standard errors of a share of 20,000.
        result.Metrics["share"].ShouldBe(expected, 4 * Math.Sqrt(0.25 / 20_000));
    }

    [Fact]
    public async Task OpenReward_RewardThatIsNoNumber_FailsTheJobByName()
    {
        await using var lab = TestLab.Fresh(new EnvironmentsModule(), new DistributionPlugin());

        var result = await lab.RunAsync(Spec, "options.badReward=true");

        result.Status.ShouldBe(RunStatus.Failed);
        result.Reason!.ShouldContain("The reward of BrokenReward in CopyChain is NaN");
    }

    private const string Spec = """
        name: choices
        algorithm: choices
        environment: { name: CopyChain, options: { looks: 1 } }
        """;
}
