using System.Collections.Concurrent;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Core.Notes;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Serialization;
using AlignmentLab.Core.Transparency;
using AlignmentLab.Core.Verify;

namespace AlignmentLab.Core.Projections;

/// <summary>
/// The lab as a whole, in memory: one summary a run and an incident, fed by one subscription to the log from its start. What
/// it holds of a run is bounded; events themselves are paged from the store.
/// </summary>
public sealed class LabView(IEventStore store, IRunLeases leases, IPluginCatalog catalog, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan LeaseLook = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<RunId, RunProjection> _runs = new();
    private readonly ConcurrentQueue<RunId> _order = new();
    private readonly ConcurrentDictionary<IncidentId, IncidentView> _incidents = new();
    private readonly ConcurrentDictionary<string, CategoryView> _categories = new(StringComparer.Ordinal);
    private readonly JobLedger _jobs = new();
    private readonly ChangeFeed _feed = new(time);
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RecordedQueries _queries = new(catalog);
    private Task _work = Task.CompletedTask;
    private long _position;
    private long _head;
    private string? _fault;
    private CheckpointView? _checkpoint;
    private VerificationView? _verification;

    /// <summary>The runs, in the order submitted.</summary>
    public IReadOnlyList<RunView> Runs => [.. _order.Select(r => _runs[r].View())];

    /// <summary>The incidents, the newest first.</summary>
    public IReadOnlyList<IncidentView> Incidents => [.. _incidents.Values.OrderByDescending(i => i.OpenedAt).ThenBy(i => i.Id.Value, StringComparer.Ordinal)];

    /// <summary>What became of jobs.</summary>
    public JobsView Jobs => _jobs.View();

    /// <summary>How far the view is, and what the log holds.</summary>
    public LabStanding Standing => new(
        Volatile.Read(ref _position), Volatile.Read(ref _head), _caughtUp.Task.IsCompleted, Volatile.Read(ref _fault),
        [.. _categories.Values.OrderBy(c => c.Name, StringComparer.Ordinal)], Volatile.Read(ref _checkpoint), Volatile.Read(ref _verification));

    /// <summary>Completes when the view has taken in what the log held when it started.</summary>
    public Task CaughtUp => _caughtUp.Task;

    public RunView? Run(RunId run) => _runs.TryGetValue(run, out var fold) ? fold.View() : null;

    /// <summary>The oldest effects of a run without a result, 100 at most.</summary>
    public IReadOnlyList<OpenCall> OpenCalls(RunId run) => _runs.TryGetValue(run, out var fold) ? fold.Open() : [];

    public IncidentView? Incident(IncidentId id) => _incidents.GetValueOrDefault(id);

    /// <summary>How many changes the view has told of. Who takes this before reading can watch from there, and misses none.</summary>
    public long Changes => _feed.Told;

    /// <summary>Yields after changes, at most once in <paramref name="pace"/>.</summary>
    /// <param name="run">Changes of this run and its incidents alone; null: of anything.</param>
    /// <param name="since">What <see cref="Changes"/> was before the watcher read.</param>
    public IAsyncEnumerable<bool> ChangesAsync(RunId? run, long since, TimeSpan pace, CancellationToken cancellationToken) =>
        _feed.WatchAsync(run?.Value, since, pace, cancellationToken);

    /// <summary>Begins to follow the log.</summary>
    public void Start() => _work = Task.WhenAll(Task.Run(FollowAsync), Task.Run(WatchLeasesAsync));

    /// <summary>Takes in the next event of the log.</summary>
    internal void Add(RecordedEvent e)
    {
        _categories.AddOrUpdate(e.Stream.Category, name => new CategoryView(name, 1, 1), (_, c) => c with { Events = c.Events + 1, Streams = c.Streams + (e.Version == 0 ? 1 : 0) });
        switch (e.Stream.Category)
        {
            case RunId.Category:
                var run = RunId.Of(e.Stream);
                if (!_runs.TryGetValue(run, out var fold))
                {
                    _runs[run] = fold = new RunProjection(run, catalog.Upcasters, _queries);
                    _order.Enqueue(run);
                }

                fold.Add(e);
                break;
            case RunId.OperationsCategory:
                Leniently(() => TakeOperation(RunId.OfOperations(e.Stream), e));
                break;
            case RunNotes.Category when _runs.TryGetValue(RunNotes.RunOf(e.Stream), out var noted):
                Leniently(() => noted.AddNote(e));
                break;
            case IncidentId.Category:
                Leniently(() => TakeIncident(e));
                break;
            case "verification" when e.Type == StoredEventAttribute.NameOf(typeof(LabVerified)):
                Leniently(() => Volatile.Write(ref _verification, new VerificationView(e.RecordedAt, e.Author, EventJson.Deserialize<LabVerified>(e.Data.Span))));
                break;
            case "transparency" when e.Type == StoredEventAttribute.NameOf(typeof(CheckpointSigned)):
                Leniently(() => TakeCheckpoint(e));
                break;
        }

        Volatile.Write(ref _position, e.Position);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _work;
        _end.Dispose();
    }

    private async Task FollowAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                await foreach (var last in store.ReadAllAsync(ReadDirection.Backwards, long.MaxValue, EventFilter.All, 1, _end.Token))
                {
                    Volatile.Write(ref _head, last.Position);
                }

                CatchUp(Volatile.Read(ref _position));
                await foreach (var e in store.SubscribeAllAsync(Volatile.Read(ref _position), EventFilter.All, _end.Token))
                {
                    Add(e);
                    CatchUp(e.Position);
                    _feed.Publish(SubjectOf(e));
                }
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
            }
            catch (Exception error) when (error is EnvironmentFailureException or IOException)
            {
                // A store that is out of reach may come back; until then the pages show what was known, and say so.
                Volatile.Write(ref _fault, error.Message);
                await PauseAsync();
            }
        }
    }

    private void CatchUp(long position)
    {
        Volatile.Write(ref _fault, null);
        if (position >= Volatile.Read(ref _head))
        {
            Volatile.Write(ref _head, position);
            _caughtUp.TrySetResult();
        }
    }

    private async Task PauseAsync()
    {
        try
        {
            await Task.Delay(Retry, time, _end.Token);
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task WatchLeasesAsync()
    {
        using var timer = new PeriodicTimer(LeaseLook, time);
        try
        {
            await _caughtUp.Task.WaitAsync(_end.Token);
            do
            {
                foreach (var (run, fold) in _runs)
                {
                    if (fold.IsUnfinished && fold.SetHeld(await leases.IsHeldAsync(run.Value, _end.Token)))
                    {
                        _feed.Publish(run.Value);
                    }
                }
            }
            while (await timer.WaitForNextTickAsync(_end.Token));
        }
        catch (OperationCanceledException)
        {
        }
    }

    private string SubjectOf(RecordedEvent e) => e.Stream.Category switch
    {
        RunId.Category => RunId.Of(e.Stream).Value,
        RunId.OperationsCategory => RunId.OfOperations(e.Stream).Value,
        RunNotes.Category => RunNotes.RunOf(e.Stream).Value,
        Answers.StreamCategory => Answers.RunOf(e.Stream).Value,
        IncidentId.Category when _incidents.TryGetValue(IncidentId.Of(e.Stream), out var incident) => incident.Run.Value,
        _ => "",
    };

    private void TakeOperation(RunId run, RecordedEvent e)
    {
        _jobs.Take(run, e);
        if (_runs.TryGetValue(run, out var fold))
        {
            fold.AddOperation(e);
        }
    }

    private void TakeIncident(RecordedEvent e)
    {
        var id = IncidentId.Of(e.Stream);
        if (IncidentFold.Next(_incidents.GetValueOrDefault(id), id, catalog.Upcasters.Lift(e)) is { } next)
        {
            _incidents[id] = next;
        }
    }

    private void TakeCheckpoint(RecordedEvent e)
    {
        var signed = EventJson.Deserialize<CheckpointSigned>(e.Data.Span);
        var checkpoint = LogCheckpoint.Parse(SignedNote.Parse(signed.Note).Text);
        Volatile.Write(ref _checkpoint, new CheckpointView(e.RecordedAt, e.Position, checkpoint.Size, checkpoint.Root, signed.Note));
    }

    // A damaged event is shown by `alab verify`; what the rest says stays in view.
    private static void Leniently(Action take)
    {
        try
        {
            take();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // As above.
        }
    }
}
