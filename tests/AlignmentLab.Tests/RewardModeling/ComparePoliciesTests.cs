using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.RewardModeling;
using AlignmentLab.Tests.Core;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.RewardModeling;

public sealed class ComparePoliciesTests
{
    private const string Spec = """
        name: compared
        algorithm: compare-policies
        environment: Pendulum-v1
        detectors: []
        options: { pairs: 30, fragmentSteps: 100 }
        """;

    [Fact]
    public async Task Run_ExpertAgainstChance_IsPreferredAndTheReturnAgrees()
    {
        var metrics = (await TestLab.Fresh(new EnvironmentsModule(), new RewardModelingModule()).RunAsync(Spec)).Metrics;

        metrics["preferred"].ShouldBeGreaterThan(0.9);
        metrics["preferred-low"].ShouldBeInRange(0.7, metrics["preferred"]);
        metrics["agreement-with-return"].ShouldBe(1, "the judge is the return");
        metrics["decided"].ShouldBe(30);
    }

    [Fact]
    public async Task Run_WithThePoliciesTheOtherWayRound_PrefersTheOther()
    {
        var metrics = (await TestLab.Fresh(new EnvironmentsModule(), new RewardModelingModule()).RunAsync(Spec, "options.first.kind=uniform", "options.second.kind=expert")).Metrics;

        metrics["preferred"].ShouldBeLessThan(0.1);
        metrics["agreement-with-return"].ShouldBe(1);
    }

    [Fact]
    public async Task Run_JudgedByACoin_AgreesWithTheReturnInHalf()
    {
        var metrics = (await TestLab.Fresh(new EnvironmentsModule(), new RewardModelingModule()).RunAsync(Spec, "options.pairs=200", "options.fragmentSteps=5", "options.judge={name: boltzmann, options: {rate: 0}}")).Metrics;

        metrics["agreement-with-return"].ShouldBe(0.5, 0.15);
    }

    [Fact]
    public async Task Run_WhereEveryStepHasTheSameReward_DecidesNothingAndSaysSo()
    {
        await using var lab = TestLab.Fresh(new EnvironmentsModule(), new RewardModelingModule());

        var result = await lab.RunAsync(Spec, "environment=CartPole-v1", "options.pairs=3");

        result.Metrics["equal"].ShouldBe(3);
        result.Metrics.Keys.ShouldNotContain("preferred");
        (await lab.EventsAsync(result.Run)).Count(e => e.Type == "note-recorded.v1").ShouldBe(2);
    }

    [Theory]
    [InlineData("options.judge=boltzman", "Did you mean 'boltzmann'?")]
    [InlineData("options.judge={name: boltzmann, options: {error: 2}}", "options.judge.options.error: must be between 0 and 1, not 2.")]
    [InlineData("options.judge={name: boltzmann, options: {errors: 0}}", "Did you mean 'error'?")]
    [InlineData("options.judge={name: human, options: {answersPerQuery: 10}}", "must be 1 to 9, not 10.")]
    [InlineData("options.judge=[1]", "options.judge must be")]
    public async Task Submit_AJudgeThatIsNone_SaysWhatIsWrong(string setting, string message)
    {
        await using var lab = TestLab.Fresh(new EnvironmentsModule(), new RewardModelingModule());

        (await Should.ThrowAsync<InvalidInputException>(() => lab.SubmitAsync(Spec, setting))).Message.ShouldContain(message);
    }

    [Fact]
    public async Task Submit_AJudgeByItsName_IsRecordedWithAllItsOptions()
    {
        await using var lab = TestLab.Fresh(new EnvironmentsModule(), new RewardModelingModule());

        var run = await lab.SubmitAsync(Spec, "options.judge=boltzmann");

        System.Text.Encoding.UTF8.GetString((await lab.EventsAsync(run))[0].Data.Span).ShouldContain("""
            "judge":{"name":"boltzmann","options":{"rate":1,"error":0.1}}
            """);
    }
}
