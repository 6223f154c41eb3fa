using AlignmentLab.Algorithms;
using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Forks;
using AlignmentLab.Core.Replay;
using AlignmentLab.Core.Runs;
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
    private const string Forked = "forked";

    /// <summary>
    /// A spec for each saved history: one named as each algorithm, and further runs of an algorithm in another way, named
    /// <c>ALGORITHM-WAY</c>.
    /// </summary>
    private static readonly Dictionary<string, string> Specs = Directory
        .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Core", "Replay", "Specs"), "*.yaml")
        .ToDictionary(f => Path.GetFileNameWithoutExtension(f), File.ReadAllText, StringComparer.Ordinal);

    private static Module[] Plugins => BundledPlugins.All;

    public static TheoryData<string> Names => [.. SavedHistory.Names.Where(n => n != Diverging)];

    public static TheoryData<string> Runs => [.. Specs.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Replay_SavedHistory_IsIdenticalToTheLastBit(string name)
    {
        var report = await ReplayAsync(name, ReplayLevel.Effects);

        report.Divergence.ShouldBeNull();
        report.Ended.ShouldBeTrue();
        report.Decisions.ShouldBe(report.Effects);
        report.Repeated!.Value.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Replay_HistoryOfAnotherAlgorithm_DivergesWhereTheyPart()
    {
        var report = await ReplayAsync(Diverging, ReplayLevel.Decisions);

        report.Divergence!.Expected.ShouldContain("\"epochs\":3");
        report.Divergence.Actual.ShouldContain("\"epochs\":2");
    }

    [Fact]
    public async Task Histories_CoverEveryAlgorithm()
    {
        await using var lab = TestLab.Fresh(Plugins);

        lab.Plugins.Algorithms.Select(a => a.Name).Except(Specs.Keys).ShouldBeEmpty();
        Specs.ShouldAllBe(s => lab.Plugins.Algorithms.Any(a => s.Value.Contains($"algorithm: {a.Name}\n", StringComparison.Ordinal) && s.Key.StartsWith(a.Name, StringComparison.Ordinal)));
    }

    [Fact]
    public void Histories_AreThoseOfTheSpecs() => SavedHistory.Names.ShouldBe([.. Specs.Keys.Append(Diverging).Append(Forked).Order(StringComparer.Ordinal)]);

    /// <summary>A fresh run, saved and loaded. For a new algorithm, or a new version of one, keep the file it writes.</summary>
    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Replay_HistorySavedNow_IsIdentical(string name)
    {
        var path = Path.Combine(Path.GetTempPath(), $"alab-history-{name}.jsonl");
        var (events, blobs) = (new InMemoryEventStore(TimeProvider.System), new InMemoryBlobStore());
        await using (var lab = new TestLab(events, blobs, new InMemoryRunLeases(), Plugins))
        {
            await SavedHistory.SaveAsync(path, (await lab.RunAsync(Specs[name])).Run, events, blobs);
        }

        (await ReplayAsync(await SavedHistory.LoadFileAsync(path), ReplayLevel.Effects)).Divergence.ShouldBeNull();
    }

    /// <summary>A fork of the DAgger run with another learner, whose own part is the second round. It is saved without its parent.</summary>
    [Fact]
    public async Task Replay_ForkSavedNow_IsIdenticalAndItsPastIsItsParents()
    {
        var path = Path.Combine(Path.GetTempPath(), $"alab-history-{Forked}.jsonl");
        var (events, blobs) = (new InMemoryEventStore(TimeProvider.System), new InMemoryBlobStore());
        await using (var lab = new TestLab(events, blobs, new InMemoryRunLeases(), Plugins))
        {
            var parent = await lab.RunAsync(Specs["dagger"]);
            var round = (await lab.EventsAsync(parent.Run)).Last(e => e.Type == "rollout-recorded.v1").Version;
            var fork = await lab.Mediator.Send(new SubmitFork(parent.Run, round, ["options.learner.epochs=3"]), TestContext.Current.CancellationToken);
            var result = await lab.ExecuteAsync(fork.Run);

            result.Status.ShouldBe(RunStatus.Completed);
            (await lab.Mediator.Send(new ReplayRun(fork.Run, ReplayLevel.Effects), TestContext.Current.CancellationToken)).ShouldSatisfyAllConditions(
                r => r.Divergence.ShouldBeNull(), r => r.Parent!.Compared.ShouldBeTrue(), r => r.Inherited!.Value.ShouldBeGreaterThan(3));
            await SavedHistory.SaveAsync(path, fork.Run, events, blobs);
        }

        (await ReplayAsync(await SavedHistory.LoadFileAsync(path), ReplayLevel.Effects)).ShouldSatisfyAllConditions(
            r => r.Divergence.ShouldBeNull(), r => r.Parent!.Compared.ShouldBeFalse());
    }

    [Theory]
    [InlineData("options.rounds=2", true)]
    [InlineData("seed=4", false)]
    [InlineData("expert.options={}", true)]
    public async Task Fork_OfDAgger_ComesToTheParentsDigestUnlessSomethingIsSwapped(string setting, bool same)
    {
        await using var lab = TestLab.Fresh(Plugins);
        var parent = await lab.RunAsync(Specs["dagger"]);

        var fork = await lab.Mediator.Send(new SubmitFork(parent.Run, 9, [setting]), TestContext.Current.CancellationToken);

        ((await lab.ExecuteAsync(fork.Run)).Digest == parent.Digest).ShouldBe(same);
        fork.Swapped.Any().ShouldBe(!same);
    }

    private static async Task<ReplayReport> ReplayAsync(string name, ReplayLevel level) => await ReplayAsync(await SavedHistory.LoadAsync(name), level);

    private static async Task<ReplayReport> ReplayAsync((RunId Run, InMemoryEventStore Events, InMemoryBlobStore Blobs) history, ReplayLevel level)
    {
        await using var lab = new TestLab(history.Events, history.Blobs, new InMemoryRunLeases(), Plugins);
        return await lab.Mediator.Send(new ReplayRun(history.Run, level), TestContext.Current.CancellationToken);
    }
}
