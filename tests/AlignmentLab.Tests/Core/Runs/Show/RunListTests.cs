using System.Text;
using AlignmentLab.Algorithms;
using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Events;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Runs.Show;

public sealed class RunListTests
{
    private readonly InMemoryEventStore _store = new(TimeProvider.System);
    private readonly InMemoryBlobStore _blobs = new();
    private readonly InMemoryRunLeases _leases = new();

    [Fact]
    public async Task List_RunWhoseFirstEventIsDamaged_IsListedAsDamagedBesideTheOthers()
    {
        var good = (await WithAsync(lab => lab.RunAsync(EchoModule.Spec))).Run;
        await AppendAsync(new RunId("bad"), ("run-submitted.v1", null, """{"name":3}"""), ("note-recorded.v1", "1/note", """{"text":"x"}"""));

        var runs = await ListAsync();

        runs.Select(r => (r.Run, r.Status)).ShouldBe([(good, RunStatus.Completed), (new RunId("bad"), RunStatus.Damaged)]);
        runs[1].Events.ShouldBe(2);
        runs[1].Damage!.ShouldContain("Version 0 of run-bad is damaged");
    }

    [Fact]
    public async Task List_RunWhoseEndingIsDamaged_IsListedAsDamaged()
    {
        var run = await CopyAsync(e => e.Type == "run-completed.v1" ? """{"metrics":7}""" : null);

        (await ListAsync()).Single(r => r.Run == run).ShouldSatisfyAllConditions(
            r => r.Status.ShouldBe(RunStatus.Damaged), r => r.Damage!.ShouldContain("(run-completed.v1) is damaged"));
    }

    [Fact]
    public async Task List_UnfinishedRun_HasTheLatestMetricsThatShowHas()
    {
        await WithAsync(async lab =>
        {
            await Should.ThrowAsync<Exception>(() => lab.RunAsync(EchoModule.Spec));
            return 0;
        }, appends: 12);

        var listed = (await ListAsync()).Single();
        var shown = await ShowAsync(listed.Run);

        listed.Status.ShouldBe(RunStatus.Interrupted);
        listed.Metrics.Keys.ShouldBe(["draw"]);
        listed.Metrics.ShouldBe(shown.Result.Metrics);
    }

    [Fact]
    public async Task List_LongUnfinishedRun_ReadsTheLatestEventsAlone()
    {
        var run = new RunId("long");
        var submitted = (await WithAsync(async lab => await lab.EventsAsync(await lab.SubmitAsync(EchoModule.Spec))))[0];
        await AppendAsync(run, [("run-submitted.v1", null, Encoding.UTF8.GetString(submitted.Data.Span)), ("measurement-recorded.v1", "1/measure", """{"name":"early","value":1}"""),
            .. Enumerable.Range(2, 600).Select(i => ("measurement-recorded.v1", (string?)$"{i}/measure", $$"""{"name":"late","value":{{i}}}"""))]);

        var listed = (await ListAsync()).Single(r => r.Run == run);

        listed.Metrics.ShouldBe(new Dictionary<string, double> { ["late"] = 601 });
        (await ShowAsync(run)).Result.Metrics.ShouldBe(new Dictionary<string, double> { ["early"] = 1, ["late"] = 601 });
    }

    [Fact]
    public async Task List_RunsOfAGrid_HaveTheirOverrides()
    {
        await WithAsync(lab => lab.SubmitAsync(EchoModule.Spec, "options.count=5"));
        await WithAsync(async lab => await lab.Mediator.Send(new AlignmentLab.Core.Runs.Submit.SubmitRuns(EchoModule.Spec + "\ngrid: { options.count: [1, 2] }", "spec.yaml", [])));

        (await ListAsync()).Select(r => string.Join(',', r.Overrides!.Select(o => $"{o.Key}={o.Value}"))).ShouldBe(["", "options.count=1", "options.count=2"]);
    }

    [Fact]
    public async Task Show_EndingThatSaysSomethingElse_ShowsTheMeasurementsAndTellsSo()
    {
        var run = await CopyAsync(e => e.Type == "run-completed.v1"
            ? Encoding.UTF8.GetString(e.Data.Span).Replace("\"metrics\":{\"draw\":", "\"metrics\":{\"draw\":9", StringComparison.Ordinal) : null);
        var honest = await ShowAsync((await ListAsync())[0].Run);

        var shown = await ShowAsync(run);

        shown.Result.Metrics.ShouldBe(honest.Result.Metrics);
        shown.Contradictions.ShouldHaveSingleItem().ShouldContain("its last measurement is");
        honest.Contradictions.ShouldBeEmpty();
    }

    // A second run with the events of a first, some of them with other data.
    private async Task<RunId> CopyAsync(Func<RecordedEvent, string?> edit)
    {
        var events = await WithAsync(async lab => await lab.EventsAsync((await lab.RunAsync(EchoModule.Spec)).Run));
        var copy = new RunId("copy");
        await AppendAsync(copy, [.. events.Select(e => (e.Type, e.Call?.Value, edit(e) ?? Encoding.UTF8.GetString(e.Data.Span)))]);
        return copy;
    }

    private async Task AppendAsync(RunId run, params (string Type, string? Call, string Data)[] events) => await _store.AppendAsync(
        run.Stream,
        ExpectedVersion.NoStream,
        [.. events.Select((e, i) => new NewEvent(EventId.Deterministic(run.Value, $"{i}"), e.Type, Encoding.UTF8.GetBytes(e.Data)) { Call = e.Call is { } call ? new CallId(call) : null })]);

    private Task<IReadOnlyList<RunSummary>> ListAsync() => WithAsync(lab => lab.Mediator.Send(new ListRuns()));

    private Task<ShownRun> ShowAsync(RunId run) => WithAsync(lab => lab.Mediator.Send(new ShowRun(run)));

    private async Task<T> WithAsync<T>(Func<TestLab, Task<T>> work, int appends = int.MaxValue)
    {
        await using var lab = new TestLab(new DyingStore(_store, appends), _blobs, _leases, new EchoModule());
        return await work(lab);
    }
}
