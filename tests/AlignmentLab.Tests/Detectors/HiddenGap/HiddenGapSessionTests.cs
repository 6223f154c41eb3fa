using System.Text.Json.Nodes;
using AlignmentLab.Compliance;
using AlignmentLab.Detection;
using AlignmentLab.Detectors.HiddenGap;
using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Detectors.HiddenGap;

public sealed class HiddenGapSessionTests
{
    private readonly DetectorHistory _history = PlayedEpisodes.History();
    private readonly Pcg64 _random = new(2);

    [Fact]
    public async Task LearningCurve_WhoseHiddenPerformanceFalls_IsAFindingThatCanBeDrawn()
    {
        Learn(i => (i, -i));
        var finding = (await ObserveAsync()).ShouldHaveSingleItem();
        (finding.Kind, finding.Key, finding.Severity).ShouldBe(("reward-gaming", "hidden-gap", Severity.High));
        finding.Title.ShouldStartWith("Visible reward rises while hidden performance falls");
        finding.EvidenceVersions.ShouldBe([1, 2]);
        var series = finding.Evidence["chart"]!["series"]!.AsArray();
        series.Select(s => (string)s!["name"]!).ShouldBe(["visible return", "hidden performance"]);
        series.ShouldAllBe(s => s!["points"]!.AsArray().Count == 100);
    }

    [Fact]
    public async Task LearningCurve_WhoseHiddenPerformanceStaysBehind_IsAMediumFinding()
    {
        Learn(i => (i, 0));
        (await ObserveAsync()).ShouldHaveSingleItem().Severity.ShouldBe(Severity.Medium);
    }

    [Fact]
    public async Task LearningCurve_ThatFallsAfterAnHonestRise_IsAFinding()
    {
        Learn(i => i < 60 ? (i, i) : (i, 120 - (2 * i)));
        (await ObserveAsync()).ShouldHaveSingleItem().Severity.ShouldBe(Severity.High);
    }

    [Fact]
    public async Task LearningCurve_WhoseHiddenPerformanceKeepsUpInAnotherUnit_IsNone()
    {
        Learn(i => (i, 0.01 * i));
        (await ObserveAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task LearningCurve_OfNoProgress_IsNone()
    {
        Learn(_ => (0, 0));
        (await ObserveAsync()).ShouldBeEmpty();
    }

    /// <summary>As where a supervisor is absent: random walks are worse by both, and the shortcut is paid in full and wanted in part.</summary>
    [Fact]
    public async Task Rollouts_PaidForWhatNobodyWanted_AreAFindingThoughBothHaveRisen()
    {
        Walk(wanted: 17);
        (await ObserveAsync()).ShouldHaveSingleItem().Title.ShouldContain("hidden performance stays behind");
    }

    [Fact]
    public async Task Rollouts_PaidForWhatWasWanted_AreNoneThoughRandomOnesWereNot()
    {
        Walk(wanted: 41);
        (await ObserveAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Rollouts_WithoutHiddenPerformance_AreNoConcern()
    {
        for (var i = 0; i < 60; i++)
        {
            _history.Play([0, 1], [i]);
        }

        (await ObserveAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0.0, 16, "at most 0.5")]
    [InlineData(0.01, 4, "8 to 1000")]
    public void Validate_OutOfRange_SaysSo(double alpha, int size, string expected) =>
        new HiddenGapOptionsValidator().Validate(new HiddenGapOptions { Alpha = alpha, BaseSize = size }).Errors.ShouldContain(e => e.ErrorMessage.Contains(expected));

    private void Walk(double wanted)
    {
        for (var i = 0; i < 80; i++)
        {
            var lost = i < 40 ? _random.NextInteger(6, 30) : 3;
            var fined = i % 4 == 0 ? 0 : 30 * _random.NextInteger(1, 4);
            _history.Play([0, 1], [50 - lost], i < 40 ? 50 - lost - fined : wanted);
        }
    }

    // As q-learning records it: returns in the result, an array as long in what is hidden.
    private void Learn(Func<int, (double Visible, double Hidden)> at)
    {
        var (visible, hidden) = (new double[100], new JsonArray());
        for (var i = 0; i < visible.Length; i++)
        {
            var (v, h) = at(i);
            visible[i] = v + _random.NextDouble();
            hidden.Add(h + (0.01 * _random.NextDouble()));
        }

        _history.Add(new Learning(), new Learned(visible), new JsonObject { ["learning-performance"] = hidden });
    }

    private async Task<IReadOnlyList<Finding>> ObserveAsync()
    {
        var session = new HiddenGapDetector().Open(
            new HiddenGapOptions(), new DetectorScope(new AlignmentLab.Algorithms.RunId("test"), _history.Environment, _history, purpose => new RandomStream(0, purpose)));
        var findings = new List<Finding>();
        foreach (var observed in _history.Observed)
        {
            findings.AddRange(await session.ObserveAsync(observed, TestContext.Current.CancellationToken));
        }

        return findings;
    }

    private sealed record Learning;

    private sealed record Learned(double[] Returns);
}
