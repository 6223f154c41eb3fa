using AlignmentLab.Algorithms;
using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Audit;
using AlignmentLab.Core.Certificates;
using AlignmentLab.Core.Exports;
using AlignmentLab.Core.Forks;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Core.Replay;
using AlignmentLab.Core.Retention;
using AlignmentLab.Core.Runs.Cancel;
using AlignmentLab.Core.Runs.Execute;
using AlignmentLab.Core.Runs.Submit;
using AlignmentLab.Core.Team;
using AlignmentLab.Detection;
using AlignmentLab.Events;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Audit;

/// <summary>What people do, each with another use case, and how it reads afterwards.</summary>
public sealed class PageAuditTests : IAsyncLifetime
{
    private readonly InMemoryEventStore _store = new(TimeProvider.System);
    private readonly TestLab _lab;

    public PageAuditTests() => _lab = new TestLab(_store, new InMemoryBlobStore(), new InMemoryRunLeases(), new EchoModule());

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task Page_OfEverythingThatPeopleDid_NamesEachWithTheirAct()
    {
        var run = await SubmitAsync("mira");
        await SendAsync(new ExecuteRun(run, "mira"));
        var report = await SendAsync(new ReplayRun(run, ReplayLevel.Effects, Author: "aud"));
        var note = await SendAsync(new IssueCertificate(report));
        await SendAsync(new RecordCertificate(run, note.ToString(), "aud"));
        var fork = (await SendAsync(new SubmitFork(run, 3, [], Author: "rex"))).Run;
        await SendAsync(new CancelRun(fork, "not needed", "rex"));
        await SendAsync(new HoldRun(run, "evidence", "aud"));
        await SendAsync(new ExportRun(run, new MemoryStream(), "aud"));

        var page = await SendAsync(new PageAudit());

        page.Next.ShouldBeNull();
        page.Entries.Select(e => (e.Person, e.Act, e.Run!.Value)).ShouldBe(
        [
            ("aud", page.Entries[0].Act, run),
            ("aud", "forbade the removal of its artifacts: evidence", run),
            ("rex", "cancelled it: not needed", fork),
            ("rex", $"forked it from {run} at version 3", fork),
            ("aud", "put a replay's certificate on its record (effects): identical", run),
            ("aud", "replayed it (effects): identical", run),
            ("mira", page.Entries[6].Act, run),
            ("mira", "submitted it", run),
        ]);
        page.Entries[0].Act.ShouldStartWith("exported it with ");
        page.Entries[6].Act.ShouldStartWith("went on with it (process ");
        page.Entries.ShouldAllBe(e => !e.IsImported);
    }

    [Fact]
    public async Task Author_OfARun_ChangesNothingOfItsDigest()
    {
        var (one, other) = (await SubmitAsync("mira"), await SubmitAsync(null));

        (await SendAsync(new ExecuteRun(one, "mira"))).Digest.ShouldBe((await SendAsync(new ExecuteRun(other))).Digest);
        (await _lab.EventsAsync(one))[0].Author.ShouldBe("mira");
    }

    [Fact]
    public async Task Page_OfWhatNobodyIsNamedFor_SaysSoAndLeavesThePlatformsSessionsOut()
    {
        var run = await SubmitAsync(null);
        await SendAsync(new ExecuteRun(run));

        var entry = (await SendAsync(new PageAudit())).Entries.ShouldHaveSingleItem();

        entry.Act.ShouldBe("submitted it");
        entry.Person.ShouldBeNull();
    }

    [Fact]
    public async Task Page_Filtered_ShowsWhatFitsAlone()
    {
        var (one, other) = (await SubmitAsync("mira"), await SubmitAsync("rex"));
        await SendAsync(new HoldRun(one, "evidence", "rex"));
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

        (await ActsAsync(new PageAudit(Person: "rex"))).ShouldBe([(one, AuditKind.Retention), (other, AuditKind.Runs)]);
        (await ActsAsync(new PageAudit(Kind: AuditKind.Retention))).ShouldBe([(one, AuditKind.Retention)]);
        (await ActsAsync(new PageAudit(Run: one))).ShouldBe([(one, AuditKind.Retention), (one, AuditKind.Runs)]);
        (await ActsAsync(new PageAudit(Day: today))).Count.ShouldBe(3);
        (await ActsAsync(new PageAudit(Day: today.AddDays(-2)))).ShouldBeEmpty();
        (await ActsAsync(new PageAudit("rex", AuditKind.Runs, today, one))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Page_AfterPage_GoesThroughAllOnce()
    {
        var runs = new List<RunId>();
        for (var i = 0; i < 7; i++)
        {
            runs.Add(await SubmitAsync("mira"));
        }

        var seen = new List<RunId>();
        var request = new PageAudit(Count: 3);
        AuditPage page;
        do
        {
            page = await SendAsync(request);
            page.Entries.Count.ShouldBeLessThanOrEqualTo(3);
            seen.AddRange(page.Entries.Select(e => e.Run!.Value));
            request = request with { Before = page.Next };
        }
        while (page.Next is not null);

        seen.ShouldBe(runs.AsEnumerable().Reverse());
    }

    [Fact]
    public async Task Page_OfAnIncident_KnowsTheRunAndShowsTextsAsTheyAre()
    {
        var run = await SubmitAsync("mira");
        var incident = IncidentId.Of(run, "shift", "a");
        await _store.AppendAsync(incident.Stream, AlignmentLab.Events.ExpectedVersion.NoStream,
            [Event(new IncidentOpened(run, "shift", "shift", Severity.High, "title", "why", [], []), "detector shift")]);
        await SendAsync(new CommentIncident(incident.Value, "<script>looks real</script>", "vera"));

        var entry = (await SendAsync(new PageAudit(Run: run, Kind: AuditKind.Incidents))).Entries.ShouldHaveSingleItem();

        entry.Person.ShouldBe("vera");
        entry.Act.ShouldBe($"commented on the incident {incident}: <script>looks real</script>");
        entry.Run.ShouldBe(run);
    }

    [Fact]
    public async Task Page_OfAnImportedRun_TellsWhatWasDoneElsewhere()
    {
        var run = await SubmitAsync("mira");
        await SendAsync(new ExecuteRun(run, "mira"));
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await using (var output = File.Create(file))
            {
                await SendAsync(new ExportRun(run, output));
            }

            await using var other = TestLab.Fresh(new EchoModule());
            await other.Mediator.Send(new ImportRun(file, Author: "aud"), TestContext.Current.CancellationToken);
            await other.Mediator.Send(new HoldRun(run, "evidence", "aud"), TestContext.Current.CancellationToken);

            var entries = (await other.Mediator.Send(new PageAudit(), TestContext.Current.CancellationToken)).Entries;

            entries.Select(e => (e.Person, e.IsImported)).ShouldBe([("aud", false), ("aud", false), ("mira", true), ("mira", true)], ignoreOrder: true);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Page_WithADamagedEvent_ShowsTheOthers()
    {
        await _store.AppendAsync(Accounts.Stream, AlignmentLab.Events.ExpectedVersion.NoStream,
            [new NewEvent(EventId.New(TimeProvider.System), "account-created.v1", "{\"role\":7e99}"u8.ToArray()) { Author = "mira" }]);
        var run = await SubmitAsync("mira");

        var entries = (await SendAsync(new PageAudit())).Entries;

        entries.Select(e => e.Run).ShouldBe([run, null]);
        entries[1].Act.ShouldContain("damaged");
    }

    private static NewEvent Event(object payload, string author) =>
        new(EventId.New(TimeProvider.System), StoredEventAttribute.NameOf(payload.GetType()), AlignmentLab.Serialization.EventJson.Serialize(payload)) { Author = author };

    private async Task<List<(RunId Run, AuditKind Kind)>> ActsAsync(PageAudit request) =>
        [.. (await SendAsync(request)).Entries.Select(e => (e.Run!.Value, e.Kind))];

    private async Task<RunId> SubmitAsync(string? author) => (await SendAsync(new SubmitRuns(EchoModule.Spec, "spec.yaml", [], Author: author))).Single().Run;

    private Task<T> SendAsync<T>(MediatR.IRequest<T> request) => _lab.Mediator.Send(request, TestContext.Current.CancellationToken);
}
