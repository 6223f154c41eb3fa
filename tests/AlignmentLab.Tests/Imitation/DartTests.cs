using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Policies;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Imitation;

public sealed class DartTests
{
    private const string Choices = """
        name: dart
        algorithm: dart
        environment: { name: CopyChain, options: { horizon: 10, looks: 100 } }
        detectors: []
        options: { rounds: 2, labels: 101, heldOutShare: 0.4, noiseScale: 0.5, learner: { model: { kind: ridge } }, evaluationEpisodes: 5 }
        """;

    private const string Continuous = """
        name: dart
        algorithm: dart
        environment: Pendulum-v1
        detectors: []
        options: { rounds: 2, labels: 100, learner: { epochs: 1, model: { kind: linear } }, evaluationEpisodes: 1 }
        """;

    [Fact]
    public async Task Run_OfChoices_ErrsAsOftenAsTheLearnerDoesOnWhatItDidNotSee()
    {
        var run = await RecordedRun.OfAsync(Choices);

        run.Rollouts.Select(r => r.Policy).OfType<ErringPolicy>().ShouldAllBe(p => p.Inner is ExpertPolicy && p.Epsilon == run.Series("noise").Single());
        run.Series("noise").Single().ShouldBe(0.5 * run.Series("held-out-error").Single(), 1e-12);
        run.Series("noise").Single().ShouldBeGreaterThan(0);
        run.Rollouts.Select(r => r.Policy).OfType<ErringPolicy>().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Run_LabelsKeptOut_AreCountedAndNotTrainedOn()
    {
        var run = await RecordedRun.OfAsync(Choices);

        run.Trainings.Select(t => t.Dataset.Count()).ShouldBe([31, 81]);
        run.Result.Metrics["labels"].ShouldBe(101);
        run.Asked.ShouldBe(101);
    }

    [Fact]
    public async Task Run_OfContinuousActions_HasNoiseOfTheErrorsSize()
    {
        var run = await RecordedRun.OfAsync(Continuous);

        var noisy = run.Rollouts.Select(r => r.Policy).OfType<NoisyPolicy>().Distinct().Single();
        noisy.Deviation.ShouldBe(Math.Sqrt(run.Series("held-out-error").Single()), 1e-12);
    }

    [Fact]
    public async Task Run_WithoutNoise_IsTheExpertUndisturbed()
    {
        var run = await RecordedRun.OfAsync(Choices, "options.noiseScale=0");

        run.Rollouts.ShouldAllBe(r => r.Policy is ExpertPolicy);
    }

    [Theory]
    [InlineData("options.rounds=1", "must be 2 to 10000")]
    [InlineData("options.heldOutShare=1", "above 0 and below 1")]
    [InlineData("options.noiseScale=-1", "must be 0 to 1000")]
    [InlineData("options.labels=3", "needs two at least")]
    public Task Submit_OfUnsoundOptions_IsRefused(string setting, string message) => RecordedRun.RefusesAsync(Choices, setting, message);
}
