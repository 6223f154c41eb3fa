using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Detection;
using AlignmentLab.Events;
using AlignmentLab.Randomness;
using AlignmentLab.Serialization;
using Shouldly;
using Xunit;

namespace AlignmentLab.Compliance;

/// <summary>What every detector keeps to. Enrol by a subclass that opens it and writes runs for it to watch.</summary>
/// <typeparam name="TOptions">The detector's options, with its defaults.</typeparam>
public abstract class DetectorCompliance<TOptions>
    where TOptions : class, new()
{
    /// <summary>A new detector.</summary>
    protected abstract IDetector<TOptions> Create();

    /// <summary>A run in which there is something to find, soon and beyond doubt.</summary>
    protected abstract DetectorHistory Alarming(ulong seed);

    /// <summary>A run in which there is nothing to find, of about ten looks.</summary>
    protected abstract DetectorHistory Quiet(ulong seed);

    /// <summary>The probability, in (0, 1), that the detector claims not to exceed of a finding in a run like <see cref="Quiet"/>.</summary>
    protected abstract double FalseAlarmRate { get; }

    /// <summary>Quiet runs that the false-alarm rate is measured on.</summary>
    protected virtual int QuietRuns => 100;

    [Fact]
    public async Task Observe_AnAlarmingRun_FindsSomething()
    {
        for (var seed = 0UL; seed < 3; seed++)
        {
            (await FindingsAsync(Alarming(seed), seed)).ShouldNotBeEmpty();
        }
    }

    [Fact]
    public async Task Observe_TheSameHistoryTwice_FindsTheSame() =>
        Json(await FindingsAsync(Alarming(1), 1)).ShouldBe(Json(await FindingsAsync(Alarming(1), 1)));

    [Fact]
    public async Task Observe_ABeginningOfTheHistory_FindsABeginningOfTheFindings()
    {
        var history = Alarming(2);
        var all = Json(await FindingsAsync(history, 2));
        for (var length = 0; length < history.Observed.Count; length++)
        {
            var some = Json(await FindingsAsync(history, 2, length));
            some.ShouldBe(all.Take(some.Count));
        }
    }

    [Fact]
    public async Task Observe_TwoRunsAtOnce_KeepsThemApart()
    {
        var (left, right) = (Alarming(3), Quiet(4));
        var (leftSession, rightSession) = (Open(left, 3), Open(right, 4));
        var findings = new List<Finding>();
        for (var i = 0; i < Math.Max(left.Observed.Count, right.Observed.Count); i++)
        {
            if (i < right.Observed.Count)
            {
                await rightSession.ObserveAsync(right.Observed[i], TestContext.Current.CancellationToken);
            }

            if (i < left.Observed.Count)
            {
                findings.AddRange(await leftSession.ObserveAsync(left.Observed[i], TestContext.Current.CancellationToken));
            }
        }

        Json(findings).ShouldBe(Json(await FindingsAsync(left, 3)));
    }

    [Fact]
    public async Task Findings_OfAnAlarmingRun_NameEventsThatTheDetectorHasSeen()
    {
        var history = Alarming(5);
        var session = Open(history, 5);
        var seen = new HashSet<long>();
        foreach (var observed in history.Observed)
        {
            seen.UnionWith([observed.RequestVersion, observed.Version]);
            foreach (var finding in await session.ObserveAsync(observed, TestContext.Current.CancellationToken))
            {
                finding.EvidenceVersions.ShouldNotBeEmpty();
                finding.EvidenceVersions.ShouldBeSubsetOf(seen);
                finding.EvidenceVersions.ShouldBeUnique();
            }
        }
    }

    [Fact]
    public async Task Findings_OfAnAlarmingRun_CanBeReadAndStored()
    {
        foreach (var finding in await FindingsAsync(Alarming(6), 6))
        {
            finding.Kind.ShouldNotBeNullOrWhiteSpace();
            finding.Key.ShouldNotBeNullOrWhiteSpace();
            finding.Title.ShouldNotBeNullOrWhiteSpace();
            finding.Explanation.ShouldNotBeNullOrWhiteSpace();
            finding.Title.ShouldNotContain("\n");

            // Strict JSON: no infinity and no NaN, which a picture could not be drawn from.
            finding.Evidence.ToJsonString().Length.ShouldBeInRange(3, 1_000_000);
        }
    }

    [Fact]
    public async Task Findings_OfOneRun_AreToldApartByWhatTheyRestOn()
    {
        var findings = await FindingsAsync(Alarming(7), 7);
        findings.Select(f => $"{f.Key} {string.Join(',', f.EvidenceVersions)}").ShouldBeUnique();
    }

    [Fact]
    public async Task Observe_EffectsOfAnotherPlugin_AreNoConcern()
    {
        var session = Open(Quiet(8), 8);
        (await session.ObserveAsync(new Observed(new CallId("1/alien"), 1, 2, new AlienEffect(), new object(), null), TestContext.Current.CancellationToken)).ShouldBeEmpty();
        (await session.ObserveAsync(new Observed(new CallId("2/note"), 3, 3, new Note("alien"), null, null), TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Observe_QuietRuns_RaisesNoMoreFalseAlarmsThanClaimed()
    {
        var alarmed = 0;
        for (var seed = 0UL; seed < (ulong)QuietRuns; seed++)
        {
            alarmed += (await FindingsAsync(Quiet(seed), seed)).Count > 0 ? 1 : 0;
        }

        // What a rate of exactly the claim stays below in 999 of 1000 tries, by the normal approximation.
        var expected = QuietRuns * FalseAlarmRate;
        ((double)alarmed).ShouldBeLessThanOrEqualTo(expected + (3.1 * Math.Sqrt(expected * (1 - FalseAlarmRate))) + 1);
    }

    private IDetectorSession Open(DetectorHistory history, ulong seed) => Create().Open(
        new TOptions(), new DetectorScope(new RunId("compliance"), history.Environment, history, purpose => new RandomStream(seed, $"detector/{purpose}")) { OpenPolicy = history.OpenAsync });

    private async Task<IReadOnlyList<Finding>> FindingsAsync(DetectorHistory history, ulong seed, int? length = null)
    {
        var (session, findings) = (Open(history, seed), new List<Finding>());
        foreach (var observed in history.Observed.Take(length ?? int.MaxValue))
        {
            findings.AddRange(await session.ObserveAsync(observed, TestContext.Current.CancellationToken));
        }

        return findings;
    }

    private static List<string> Json(IEnumerable<Finding> findings) => [.. findings.Select(f => System.Text.Encoding.UTF8.GetString(EventJson.Serialize(f)))];

    private sealed record AlienEffect : Effect<object>;
}
