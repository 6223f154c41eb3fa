using AlignmentLab.Core.Runs;
using AlignmentLab.Environments;
using AlignmentLab.Imitation;
using AlignmentLab.Policies;
using AlignmentLab.Tests.Core;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Imitation;

public sealed class ForwardTrainingTests
{
    private const string Spec = """
        name: forward
        algorithm: forward-training
        environment: { name: CopyChain, options: { horizon: 4, looks: 3 } }
        detectors: []
        options: { labels: 42, learner: { model: { kind: ridge } }, evaluationEpisodes: 5 }
        """;

    [Fact]
    public async Task Run_EachStep_RollsOutTheStepsBeforeAndLabelsItAlone()
    {
        var run = await RecordedRun.OfAsync(Spec);

        run.Rollouts.Select(r => r.MaxSteps!.Value).Distinct().ShouldBe([1, 2, 3, 4]);
        run.Rollouts.ShouldAllBe(r => ((PhasedPolicy)r.Policy).Phases.Count == r.MaxSteps - 1);
        run.Queries.Select(q => q.States!.Single()).GroupBy(s => s).Select(g => (g.Key, g.Count())).ShouldBe([(0, 11), (1, 11), (2, 10), (3, 10)]);
        run.Trainings.Select(t => t.Dataset.Count()).ShouldBe([11, 11, 10, 10]);
        run.Result.Metrics["labels"].ShouldBe(42);
        run.Asked.ShouldBe(42);
    }

    [Fact]
    public async Task Run_InTheEnd_IsTheTrainedPoliciesInTurn()
    {
        var run = await RecordedRun.OfAsync(Spec);

        var tested = (PhasedPolicy)run.Evaluation.Policy;
        tested.Phases.Count.ShouldBe(3);
        tested.Phases.ShouldAllBe(p => p.Steps == 1 && p.Policy is LearnedPolicy);
        var lastRollout = (PhasedPolicy)run.Rollouts[^1].Policy;
        tested.Phases.ShouldBe(lastRollout.Phases);
    }

    [Fact]
    public async Task Run_WhereNoEpisodeComesToAStep_EndsThereAndSaysSo()
    {
        var run = await RecordedRun.OfAsync("""
            name: forward
            algorithm: forward-training
            environment: CartPole-v1
            detectors: []
            options: { horizon: 400, labels: 400, learner: { epochs: 1, model: { kind: linear } }, evaluationEpisodes: 1 }
            """);

        run.Events.ShouldContain(e => e.Type == "note-recorded.v1");
        run.Result.Metrics["policies"].ShouldBeLessThan(400);
        run.Result.Metrics["labels"].ShouldBe(run.Asked);
    }

    [Theory]
    [InlineData("options.labels=0", "must be 1 to 1000000")]
    [InlineData("options.horizon=0", "must be 1 to 1000")]
    [InlineData("options.horizon=50", "each of the 50 steps")]
    public Task Submit_OfUnsoundOptions_IsRefused(string setting, string message) => RecordedRun.RefusesAsync(Spec, setting, message);

    [Theory]
    [InlineData("options.horizon=5", "an episode has 4 steps at most")]
    [InlineData("options.labels=3", "each of the 4 steps needs one")]
    public async Task Run_WhoseOptionsDoNotFitTheEnvironment_FailsWithTheRemedy(string setting, string message)
    {
        await using var lab = TestLab.Fresh(new EnvironmentsModule(), new ImitationModule());

        var result = await lab.RunAsync(Spec, setting);

        result.Status.ShouldBe(RunStatus.Failed);
        result.Reason!.ShouldContain(message);
    }
}
