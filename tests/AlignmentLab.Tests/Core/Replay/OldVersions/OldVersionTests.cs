using System.Collections.Concurrent;
using System.Text;
using AlignmentLab.Algorithms;
using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Replay;
using AlignmentLab.Core.Runs;
using AlignmentLab.Detection;
using AlignmentLab.Events;
using Autofac;
using MediatR;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Replay.OldVersions;

/// <summary>
/// Histories of the echo plugin's first version under its second. <c>echo-v1.jsonl</c> was saved by the first version and is
/// never saved anew.
/// </summary>
public sealed class OldVersionTests
{
    private static readonly string Saved = Path.Combine(AppContext.BaseDirectory, "Core", "Replay", "OldVersions", "Histories", "echo-v1.jsonl");

    [Theory]
    [InlineData(ReplayLevel.Log)]
    [InlineData(ReplayLevel.Decisions)]
    [InlineData(ReplayLevel.Effects)]
    public async Task Replay_HistoryOfTheFirstVersion_IsIdenticalUnderTheFirst(ReplayLevel level) =>
        (await ReplayAsync(level, new EchoModule())).Divergence.ShouldBeNull();

    [Theory]
    [InlineData(ReplayLevel.Log)]
    [InlineData(ReplayLevel.Decisions)]
    [InlineData(ReplayLevel.Effects)]
    public async Task Replay_HistoryOfTheFirstVersion_IsIdenticalUnderTheSecondWithUpcasters(ReplayLevel level)
    {
        var report = await ReplayAsync(level, new EchoV2Module());

        report.Divergence.ShouldBeNull();
        report.Repeated.ShouldBe(level == ReplayLevel.Effects ? 7 : null);
    }

    [Theory]
    [InlineData(ReplayLevel.Log)]
    [InlineData(ReplayLevel.Decisions)]
    [InlineData(ReplayLevel.Effects)]
    public async Task Replay_WithoutUpcasters_NamesTheFirstEventThatCannotBeRead(ReplayLevel level)
    {
        var report = await ReplayAsync(level, new EchoV2Module(lifts: false));

        report.Divergence!.Version.ShouldBe(1);
        report.Divergence.Expected.ShouldBe("echo-requested.v1, readable as echo-requested.v2");
        report.Divergence.Actual.ShouldContain("no upcaster of an installed plugin leads from echo-requested.v1 to echo-requested.v2");
    }

    [Fact]
    public async Task Replay_AlgorithmAsksForSomethingElse_ShowsTheLiftedFieldThatDiffers()
    {
        var report = await ReplayAsync(ReplayLevel.Decisions, new EchoV2Module(language: "fr"));

        report.Divergence!.Version.ShouldBe(1);
        report.Divergence.Expected.ShouldEndWith("(recorded as echo-requested.v1)");
        report.Divergence.Fields.Select(f => $"{f.Path}: {f.Left} -> {f.Right}").ShouldBe(["language: en -> fr"]);
    }

    [Fact]
    public async Task Replay_UpcasterForgetsAMember_DivergesWhereResultsAreCompared()
    {
        (await ReplayAsync(ReplayLevel.Decisions, new EchoV2Module(forgets: true))).Divergence.ShouldBeNull();

        (await ReplayAsync(ReplayLevel.Effects, new EchoV2Module(forgets: true))).Divergence!.Fields.Select(f => f.Path).ShouldBe(["hidden"]);
    }

    [Fact]
    public async Task Replay_EventThatNoUpcasterCanRead_IsNamedAtTheLogLevel()
    {
        var (run, events, blobs) = await SavedHistory.LoadFileAsync(Saved);
        var broken = new InMemoryEventStore(TimeProvider.System);
        await foreach (var e in events.ReadStreamAsync(run.Stream, Engines.ReadDirection.Forwards, 0, cancellationToken: TestContext.Current.CancellationToken))
        {
            var data = e.Version == 5 ? Encoding.UTF8.GetBytes("""{"result":{}}""") : e.Data.ToArray();
            await broken.AppendAsync(run.Stream, ExpectedVersion.Any, [new NewEvent(e.Id, e.Type, data) { Call = e.Call }], TestContext.Current.CancellationToken);
        }

        await using var lab = new TestLab(broken, blobs, new InMemoryRunLeases(), new EchoV2Module());
        var report = await lab.Mediator.Send(new ReplayRun(run, ReplayLevel.Log), TestContext.Current.CancellationToken);

        report.Divergence!.Version.ShouldBe(5);
        report.Divergence.Actual.ShouldContain("version 5 (echo-recorded.v1) cannot be lifted to echo-recorded.v2: the result has no text");
    }

    [Fact]
    public async Task Resume_RunThatTheFirstVersionBegan_GoesOnUnderTheSecondAndReplays()
    {
        var (store, blobs, leases) = (new InMemoryEventStore(TimeProvider.System), new InMemoryBlobStore(), new InMemoryRunLeases());
        RunId run;
        await using (var first = new TestLab(new DyingStore(store, 9), blobs, leases, new EchoModule()))
        {
            run = await first.SubmitAsync(EchoModule.Spec, "options.count=4");
            await Should.ThrowAsync<Errors.EnvironmentFailureException>(() => first.ExecuteAsync(run));
        }

        await using var second = new TestLab(store, blobs, leases, new EchoV2Module());
        var result = await second.ExecuteAsync(run);

        result.Status.ShouldBe(RunStatus.Completed, result.Reason);
        new[] { "echo-requested.v1", "echo-requested.v2" }.ShouldBeSubsetOf((await second.EventsAsync(run)).Select(e => e.Type));
        (await second.Mediator.Send(new ReplayRun(run, ReplayLevel.Effects), TestContext.Current.CancellationToken)).Divergence.ShouldBeNull();
    }

    [Fact]
    public async Task Replay_RefusalOfTheFirstVersion_StandsUnderTheSecond()
    {
        var (store, blobs, leases) = (new InMemoryEventStore(TimeProvider.System), new InMemoryBlobStore(), new InMemoryRunLeases());
        RunId run;
        await using (var first = new TestLab(store, blobs, leases, new EchoModule()))
        {
            run = (await first.RunAsync(EchoModule.Spec, "options.queries=4", "budgets.expertQueries=11")).Run;
        }

        await using var second = new TestLab(store, blobs, leases, new EchoV2Module());

        (await second.Mediator.Send(new ReplayRun(run, ReplayLevel.Effects), TestContext.Current.CancellationToken)).Divergence.ShouldBeNull();
    }

    [Fact]
    public async Task Watch_OldEvents_AreSeenAsTheNewestVersion()
    {
        var (store, blobs, leases) = (new InMemoryEventStore(TimeProvider.System), new InMemoryBlobStore(), new InMemoryRunLeases());
        RunId run;
        await using (var first = new TestLab(new DyingStore(store, 9), blobs, leases, new EchoModule()))
        {
            run = await first.SubmitAsync(EchoModule.Spec);
            await Should.ThrowAsync<Errors.EnvironmentFailureException>(() => first.ExecuteAsync(run));
        }

        var watching = new Watching();
        await using var second = new TestLab(store, blobs, leases, new EchoV2Module(), watching);
        await second.ExecuteAsync(run);

        watching.Seen.Where(o => o.Request is EchoRequestV2).Select(o => $"{((EchoRequestV2)o.Request).Message} {((EchoedV2)o.Result!).Message}")
            .ShouldBe(["hello 0 hello 0", "hello 1 hello 1", "hello 2 hello 2"]);
    }

    private static async Task<ReplayReport> ReplayAsync(ReplayLevel level, Module plugin)
    {
        var (run, events, blobs) = await SavedHistory.LoadFileAsync(Saved);
        await using var lab = new TestLab(events, blobs, new InMemoryRunLeases(), plugin);
        return await lab.Mediator.Send(new ReplayRun(run, level), TestContext.Current.CancellationToken);
    }

    private sealed class Watching : Module, INotificationHandler<RunEventRecorded>
    {
        public ConcurrentQueue<Observed> Seen { get; } = [];

        public Task Handle(RunEventRecorded notification, CancellationToken cancellationToken)
        {
            if (notification.Observed is { } observed)
            {
                Seen.Enqueue(observed);
            }

            return Task.CompletedTask;
        }

        protected override void Load(ContainerBuilder builder) => builder.RegisterInstance<INotificationHandler<RunEventRecorded>>(this);
    }
}
