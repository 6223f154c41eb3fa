using System.Text;
using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Forks;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Core.Projections;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Detection;
using AlignmentLab.Events;
using AlignmentLab.Serialization;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Projections;

public sealed class LabViewTests : IAsyncDisposable
{
    private readonly InMemoryEventStore _store = new(TimeProvider.System);
    private readonly InMemoryRunLeases _leases = new();
    private readonly LabView _view;
    private readonly TestLab _lab;

    public LabViewTests()
    {
        _lab = new TestLab(_store, new InMemoryBlobStore(), _leases, new EchoModule());
        _view = new LabView(_store, _leases, _lab.Plugins, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await _view.DisposeAsync();
        await _lab.DisposeAsync();
    }

    [Fact]
    public async Task Run_Completed_IsWhatShowRunSays()
    {
        var result = await _lab.RunAsync(EchoModule.Spec, "options.count=4", "options.branches=3", "options.queries=2");
        await CatchUpAsync();

        var view = _view.Runs.ShouldHaveSingleItem();
        view.Run.ShouldBe(result.Run);
        view.Status.ShouldBe(RunStatus.Completed);
        view.Events.ShouldBe(result.Events);
        view.Metrics.ToDictionary(m => m.Key, m => m.Value.Last).ShouldBe(result.Metrics, ignoreOrder: true);
        view.Pending.ShouldBe(0);
        view.ExpertQueries.ShouldBe(EventJson.Deserialize<RunCompleted>((await _lab.EventsAsync(result.Run))[^1].Data.Span).ExpertQueries);
        view.ExpertQueries.ShouldBe(8);
        view.Outline.Algorithm.ShouldBe((await _lab.Mediator.Send(new ShowRun(result.Run))).Submitted.Algorithm.Name);
    }

    [Fact]
    public async Task Run_Fork_CountsWhatItTookOverAsItsParentDid()
    {
        var parent = await _lab.RunAsync(EchoModule.Spec, "options.count=4", "options.queries=2");
        var fork = await _lab.Mediator.Send(new SubmitFork(parent.Run, parent.Events - 1, []), TestContext.Current.CancellationToken);
        await _lab.ExecuteAsync(fork.Run);
        await CatchUpAsync();

        var (one, other) = (_view.Run(parent.Run)!, _view.Run(fork.Run)!);
        (other.Calls, other.Pending, other.ExpertQueries).ShouldBe((one.Calls, 0, one.ExpertQueries));
    }

    [Fact]
    public async Task Run_TakenUpByAProcess_IsRunning()
    {
        var run = await _lab.SubmitAsync(EchoModule.Spec);
        await using var lease = await _leases.TryAcquireAsync(run.Value);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));

        // Watched from before the view looks at leases, so that what it tells first is not missed.
        var changes = Changes(limit.Token).GetAsyncEnumerator(limit.Token);
        var change = changes.MoveNextAsync().AsTask();
        await CatchUpAsync();
        while (_view.Run(run)!.Status != RunStatus.Running)
        {
            (await change).ShouldBeTrue();
            change = changes.MoveNextAsync().AsTask();
        }

        await limit.CancelAsync();
        await change.ContinueWith(_ => { }, TaskScheduler.Default);
        await changes.DisposeAsync();
        _view.Run(run)!.Status.ShouldBe(RunStatus.Running);
    }

    [Fact]
    public async Task Run_DamagedFirstEvent_IsListedWithItsFault()
    {
        await AppendAsync("run-broken", "run-submitted.v1", "{\"name\":1}");
        await CatchUpAsync();

        var view = _view.Runs.ShouldHaveSingleItem();
        view.Status.ShouldBe(RunStatus.Damaged);
        view.Fault.ShouldNotBeNull().ShouldContain("version 0", Case.Insensitive);
    }

    [Fact]
    public async Task Incident_ActionsOfPeople_AreFolded()
    {
        var id = await OpenIncidentAsync();
        await _lab.Mediator.Send(new AssignIncident(id.Value, "vera", "mira"));
        await _lab.Mediator.Send(new CommentIncident(id.Value, "Looks real.", "vera"));
        await _lab.Mediator.Send(new ChangeIncidentState(id.Value, IncidentState.Resolved, null, "vera"));
        await CatchUpAsync();

        var view = _view.Incidents.ShouldHaveSingleItem();
        (view.Assignee, view.Comments, view.State, view.IsOpen).ShouldBe(("vera", 1, IncidentState.Resolved, false));
        var shown = await _lab.Mediator.Send(new ShowIncident(id.Value));
        (shown.Assignee, shown.State).ShouldBe((view.Assignee, view.State));
    }

    [Fact]
    public async Task Changes_OfARun_AreToldToItsWatchersAlone()
    {
        await CatchUpAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var other = _view.ChangesAsync(new RunId("other"), _view.Changes, TimeSpan.Zero, limit.Token).GetAsyncEnumerator(limit.Token);
        var waiting = other.MoveNextAsync();
        var all = _view.ChangesAsync(null, _view.Changes, TimeSpan.Zero, limit.Token).GetAsyncEnumerator(limit.Token);
        var any = all.MoveNextAsync();

        await AppendAsync("run-mine", "run-cancelled.v1", "{\"reason\":\"no more\"}");

        (await any).ShouldBeTrue();
        waiting.IsCompleted.ShouldBeFalse();
        await AppendAsync("run-other", "run-cancelled.v1", "{\"reason\":\"no more\"}");
        (await waiting).ShouldBeTrue();
    }

    [Fact]
    public async Task Changes_BetweenReadingAndWatching_AreToldAtOnce()
    {
        await CatchUpAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var read = _view.Changes;
        await using var told = _view.ChangesAsync(null, read, TimeSpan.Zero, limit.Token).GetAsyncEnumerator(limit.Token);
        await AppendAsync("run-mine", "run-cancelled.v1", "{\"reason\":\"no more\"}");
        (await told.MoveNextAsync()).ShouldBeTrue();

        await using var mine = _view.ChangesAsync(new RunId("mine"), read, TimeSpan.Zero, limit.Token).GetAsyncEnumerator(limit.Token);
        (await mine.MoveNextAsync()).ShouldBeTrue();
        await using var other = _view.ChangesAsync(new RunId("other"), read, TimeSpan.Zero, limit.Token).GetAsyncEnumerator(limit.Token);
        var waiting = other.MoveNextAsync();
        waiting.IsCompleted.ShouldBeFalse();
        await limit.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(async () => await waiting);
    }

    private IAsyncEnumerable<bool> Changes(CancellationToken cancellationToken) => _view.ChangesAsync(null, _view.Changes, TimeSpan.Zero, cancellationToken);

    private async Task CatchUpAsync()
    {
        _view.Start();
        await _view.CaughtUp.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private async Task<IncidentId> OpenIncidentAsync()
    {
        var run = new RunId("r");
        await new IncidentLog(_store).RaiseAsync(run, "state-shift", new Finding("distribution-shift", "k", Severity.High, "title", "why", new JsonObject(), [3]));
        return IncidentId.Of(run, "state-shift", "k");
    }

    private async Task AppendAsync(string stream, string type, string json) => await _store.AppendAsync(
        new StreamId(stream), ExpectedVersion.Any, [new NewEvent(EventId.New(TimeProvider.System), type, Encoding.UTF8.GetBytes(json))]);
}
