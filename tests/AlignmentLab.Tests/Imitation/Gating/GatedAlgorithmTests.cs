using AlignmentLab.Core.Runs;
using AlignmentLab.Imitation.Gating;
using AlignmentLab.Imitation.SafetyGating;
using AlignmentLab.Imitation.ThriftyGating;
using AlignmentLab.Learning;
using AlignmentLab.Policies;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Imitation.Gating;

/// <summary>What each algorithm with a gate does that the others do not.</summary>
public sealed class GatedAlgorithmTests
{
    [Fact]
    public async Task SafeDAgger_LabelsSetAside_TeachTheClassifierAndNotTheNovice()
    {
        var run = await RecordedRun.OfAsync(Spec("safe-dagger", "labels: 120, demonstrations: 30, safetyLabels: 20, labelsPerRound: 40, safety: { epochs: 30, model: { hidden: [16] } }"));

        var fits = run.Effects<FitSafetyRequest, FittedSafety>();
        fits[0].Request.Labels.Count().ShouldBe(50);
        run.Trainings[0].Dataset.Count().ShouldBe(30);
        fits.ShouldAllBe(f => f.Request.Labels.Parts.Take(2).SequenceEqual(fits[0].Request.Labels.Parts.Take(2)));
        run.Effects<PlayGatedRequest, GatedEpisode>().Where(e => e.Request.Gate is SafetyGate).ShouldAllBe(e => e.Result.Count == e.Result.ExpertSteps);
    }

    [Fact]
    public async Task SafeDAgger_OfATauThatNothingExceeds_NeverAsksAgain()
    {
        var run = await RecordedRun.OfAsync(Spec("safe-dagger", "labels: 300, demonstrations: 30, safetyLabels: 20, tolerance: 1, safety: { model: { kind: ridge } }"));

        run.Result.Metrics["labels"].ShouldBe(50);
        run.Trainings.Count.ShouldBe(1, "without new labels the novice stays as it is");
        run.Series("unsafe").ShouldAllBe(u => u == 0);
    }

    [Fact]
    public async Task EnsembleDAgger_WithTheDiscrepancyRule_LabelsEveryStateOfItsEpisodes()
    {
        var run = await RecordedRun.OfAsync(Spec("ensemble-dagger", "labels: 100, demonstrations: 20, members: 3"));

        var gated = run.Effects<PlayGatedRequest, GatedEpisode>().Where(e => e.Request.Gate is DoubtGate).ToList();
        gated.ShouldAllBe(e => e.Result.Count == e.Result.Steps);
        gated.ShouldAllBe(e => e.Request.Novice is EnsemblePolicy && ((EnsemblePolicy)e.Request.Novice).Members.Count == 3);
        run.Result.Metrics["labels"].ShouldBe(100);
    }

    [Fact]
    public async Task EnsembleDAgger_ByDoubtAlone_AsksLessThanWithTheRule()
    {
        var run = await RecordedRun.OfAsync(Spec("ensemble-dagger", "labels: 100, demonstrations: 20, members: 3, rule: doubt"));

        run.Effects<PlayGatedRequest, GatedEpisode>().Where(e => e.Request.Gate is DoubtGate).ShouldAllBe(e => e.Result.Count == e.Result.ExpertSteps);
    }

    [Fact]
    public async Task DropoutDAgger_Novice_IsTrainedWithDropoutAndLabelledEverywhere()
    {
        var run = await RecordedRun.OfAsync(Spec("dropout-dagger", "labels: 100, demonstrations: 20"));

        run.Trainings.ShouldAllBe(t => t.Learner.Model.Dropout == 0.1);
        run.Effects<PlayGatedRequest, GatedEpisode>().Where(e => e.Request.Gate is DropoutGate).ShouldAllBe(e => e.Result.Count == e.Result.Steps);
        run.Result.Metrics["labels"].ShouldBe(100);
    }

    [Fact]
    public async Task Ensemble_Members_HaveResamplesOfTheirOwn()
    {
        var run = await RecordedRun.OfAsync(Spec("ensemble-dagger", "labels: 60, demonstrations: 60, members: 3"));

        run.Trainings.Select(t => t.Dataset).Distinct().Count().ShouldBe(3);
        run.Trainings.ShouldAllBe(t => t.Dataset.Parts.Count == 6);
    }

    [Fact]
    public async Task ThriftyDAgger_Interventions_AreAboutAsRareAsWasAskedFor()
    {
        var run = await RecordedRun.OfAsync(Spec(
            "thrifty-dagger",
            "rounds: 5, episodesPerRound: 20, labels: 1000, labelsPerRound: 500, demonstrations: 60, thresholdLabels: 40, interventionRate: 0.1, members: 3, risk: { epochs: 2, model: { kind: linear } }"));

        // Each of the two thresholds is to call in a tenth of the states in which the novice acts, by quantiles of those before.
        var gated = run.Effects<PlayGatedRequest, GatedEpisode>().Where(e => e.Request.Gate is ThriftyGate).Select(e => e.Result).ToList();
        var (takeovers, decisions) = (gated.Sum(e => e.Interventions), gated.Sum(e => e.Steps - e.ExpertSteps + e.Interventions));
        ((double)takeovers / decisions).ShouldBeInRange(0.05, 0.35);
        run.Series("novelty-threshold").ShouldAllBe(t => t > 0);
    }

    [Fact]
    public void ThriftyDAgger_Thresholds_AreQuantilesOfWhatTheNoviceDid()
    {
        double[] values = [.. Enumerable.Range(1, 100).Select(i => (double)i)];

        var thresholds = SwitchingThresholds.Of(0.1, new GateReadings(new long[100], values, [.. values.Reverse()]));

        thresholds.ShouldBe(new SwitchingThresholds(90, 11, 51));
        values.Count(v => v > thresholds.Novelty).ShouldBe(10);
        values.Count(v => v < thresholds.Risk).ShouldBe(10);
        var expertActed = values.Select(v => v > 30 ? 1L : 0).ToArray();
        thresholds.After(0.1, [new GateReadings(expertActed, values, values)]).ShouldBe(new SwitchingThresholds(27, 4, 16));
        thresholds.After(0.1, [new GateReadings([1, 0], [1, 2], [1, 2])]).ShouldBe(thresholds, "two states set no threshold");
    }

    [Fact]
    public async Task HgDAgger_DoubtThreshold_IsTheMeanOfTheLastQuarterOfTakeovers()
    {
        var run = await RecordedRun.OfAsync(Spec("hg-dagger", "labels: 200, demonstrations: 20, members: 3, opensAfter: 1, closesAfter: 1, episodesPerRound: 5"));

        run.Series("interventions").Sum().ShouldBeGreaterThan(1);
        run.Result.Metrics["doubt-threshold"].ShouldBeGreaterThan(0);
        run.Result.Metrics["watched"].ShouldBeGreaterThan(0);
        run.Effects<PlayGatedRequest, GatedEpisode>().Where(e => e.Request.Gate is WatchGate).ShouldAllBe(e => e.Result.Count == e.Result.ExpertSteps);
    }

    [Fact]
    public async Task HgDAgger_OfAGateThatNeverOpens_EndsWithItsDemonstrations()
    {
        var run = await RecordedRun.OfAsync(Spec("hg-dagger", "labels: 200, demonstrations: 20, members: 2, danger: { deviation: 1 }"));

        run.Result.Metrics["labels"].ShouldBe(20);
        run.Result.Metrics.ContainsKey("doubt-threshold").ShouldBeFalse();
        run.Events.ShouldContain(e => e.Type == "note-recorded.v1");
    }

    [Theory]
    [InlineData("safe-dagger", "options.tolerance=-1", "must be 0 or more")]
    [InlineData("safe-dagger", "options.labels=140", "150 are for demonstrations before the first round")]
    [InlineData("safe-dagger", "options.safety.loss=squared-error", "safe and unsafe are classes")]
    [InlineData("ensemble-dagger", "options.members=1", "must be 2 to 100")]
    [InlineData("ensemble-dagger", "options.doubt=-0.1", "must be 0 or more")]
    [InlineData("ensemble-dagger", "options.discrepancy=-1", "must be 0 or more")]
    [InlineData("dropout-dagger", "options.share=1.5", "must be from 0 to 1")]
    [InlineData("dropout-dagger", "options.learner.model.dropout=1", "must be above 0 and below 1")]
    [InlineData("dropout-dagger", "options.learner.model.kind=linear", "only an mlp has")]
    [InlineData("thrifty-dagger", "options.interventionRate=0", "must be above 0 and below 1")]
    [InlineData("thrifty-dagger", "options.interventionRate=1", "must be above 0 and below 1")]
    [InlineData("thrifty-dagger", "options.interventionRate=-0.2", "must be above 0 and below 1")]
    [InlineData("thrifty-dagger", "options.discount=2", "must be from 0 to 1")]
    [InlineData("hg-dagger", "options.opensAfter=0", "must be 1 to 10000")]
    [InlineData("hg-dagger", "options.danger.bounds=[{feature: 1, least: 2, most: 1}]", "least not above most")]
    [InlineData("hg-dagger", "options.demonstrations=0", "must be 1 to 10000000")]
    public Task Submit_OfUnsoundOptions_IsRefused(string algorithm, string setting, string message) => RecordedRun.RefusesAsync(Spec(algorithm, ""), setting, message);

    [Fact]
    public async Task HgDAgger_OfAFeatureThatIsNone_FailsAndSaysWhichThereAre()
    {
        await using var lab = AlignmentLab.Tests.Core.TestLab.Fresh(AlignmentLab.Tests.Core.BundledPlugins.All);

        var result = await lab.RunAsync(Spec("hg-dagger", ""), "options.danger.bounds=[{feature: 80, least: 0, most: 1}]");

        result.Status.ShouldBe(RunStatus.Failed);
        result.Reason.ShouldNotBeNull().ShouldContain("Name one of 0 to 79");
    }

    private static string Spec(string algorithm, string options) => $$"""
        name: gated
        algorithm: {{algorithm}}
        environment: { name: CopyChain, options: { horizon: 10, looks: 40 } }
        detectors: []
        options: { {{options}}{{(options.Length == 0 ? "" : ",")}} evaluationEpisodes: 2, learner: { epochs: 2, model: { hidden: [8] } } }
        """;
}
