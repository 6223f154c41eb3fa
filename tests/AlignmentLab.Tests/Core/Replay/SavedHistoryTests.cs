using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Replay;
using AlignmentLab.Detectors;
using AlignmentLab.Environments;
using AlignmentLab.Imitation;
using Autofac;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Replay;

/// <summary>
/// Runs of every bundled algorithm, saved once and replayed on every build, on whatever machine that is: the algorithm must
/// decide the same and each job give the same bits. A file is never saved anew to make a build pass; a change that breaks one
/// raises the algorithm's or the trainer's version.
/// </summary>
public sealed class SavedHistoryTests
{
    private const string Diverging = "must-diverge";

    private static readonly Dictionary<string, string> Specs = new(StringComparer.Ordinal)
    {
        ["behavioral-cloning"] = """
            name: saved-cloning
            algorithm: behavioral-cloning
            environment: MountainCar-v0
            options: { labels: 150, evaluationEpisodes: 2, normalizeReturn: true, learner: { epochs: 2, model: { hidden: [16] } } }
            """,
        ["dagger"] = """
            name: saved-dagger
            algorithm: dagger
            environment: Pendulum-v1
            options: { rounds: 2, episodesPerRound: 1, stepsPerRound: 0, beta: { kind: exponential }, validationEpisodes: 1, evaluationEpisodes: 1, learner: { epochs: 2, model: { hidden: [16] } } }
            """,
        ["compounding-error"] = """
            name: saved-compounding
            algorithm: compounding-error
            environment: { name: CopyChain, options: { horizon: 20, looks: 10 } }
            options: { demonstrations: 2, onPolicyRounds: 1, errorEpisodes: 2, episodes: 5 }
            """,
    };

    private static Module[] Plugins => [new EnvironmentsModule(), new ImitationModule(), new DetectorsModule()];

    public static TheoryData<string> Names => [.. SavedHistory.Names.Where(n => n != Diverging)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Replay_SavedHistory_IsIdenticalToTheLastBit(string name)
    {
        var report = await ReplayAsync(name, ReplayLevel.Effects);

        report.Divergence.ShouldBeNull();
        report.Ended.ShouldBeTrue();
        report.Decisions.ShouldBe(report.Effects);
        report.Repeated!.Value.ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task Replay_HistoryOfAnotherAlgorithm_DivergesWhereTheyPart()
    {
        var report = await ReplayAsync(Diverging, ReplayLevel.Decisions);

        report.Divergence!.Expected.ShouldContain("\"epochs\":3");
        report.Divergence.Actual.ShouldContain("\"epochs\":2");
    }

    [Fact]
    public void Histories_CoverEveryAlgorithm() => SavedHistory.Names.ShouldBe([.. Specs.Keys.Append(Diverging).Order(StringComparer.Ordinal)]);

    /// <summary>Writes the histories to the folder in <c>ALAB_SAVE_HISTORIES</c>; for a new algorithm, or a new version of one.</summary>
    [Fact(Explicit = true)]
    public async Task Save()
    {
        var folder = Environment.GetEnvironmentVariable("ALAB_SAVE_HISTORIES") ?? throw new InvalidOperationException("ALAB_SAVE_HISTORIES names no folder.");
        foreach (var (name, spec) in Specs)
        {
            var (events, blobs) = (new InMemoryEventStore(TimeProvider.System), new InMemoryBlobStore());
            await using var lab = new TestLab(events, blobs, new InMemoryRunLeases(), Plugins);
            var result = await lab.RunAsync(spec);
            await SavedHistory.SaveAsync(Path.Combine(folder, name + ".jsonl"), result.Run, events, blobs);
        }
    }

    private static async Task<ReplayReport> ReplayAsync(string name, ReplayLevel level)
    {
        var (run, events, blobs) = await SavedHistory.LoadAsync(name);
        await using var lab = new TestLab(events, blobs, new InMemoryRunLeases(), Plugins);
        return await lab.Mediator.Send(new ReplayRun(run, level), TestContext.Current.CancellationToken);
    }
}
