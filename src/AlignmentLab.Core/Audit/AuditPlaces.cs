using System.Text.Json;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Exports;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Core.Notes;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Audit;

/// <summary>Tells with which run, and in which lab, something was done. Lives as long as one page is put together.</summary>
internal sealed class AuditPlaces(IEventReader store)
{
    private readonly Dictionary<StreamId, RunId?> _incidents = [];
    private readonly Dictionary<RunId, Dictionary<StreamId, long>> _imports = [];

    /// <summary>The run that a stream belongs to; null: it belongs to none.</summary>
    public async ValueTask<RunId?> RunOfAsync(StreamId stream, CancellationToken cancellationToken)
    {
        if (stream.Category is RunId.Category or RunId.OperationsCategory or Answers.StreamCategory or RunImported.Category or RunNotes.Category)
        {
            return new RunId(stream.Value[(stream.Category.Length + 1)..]);
        }

        if (stream.Category != IncidentId.Category)
        {
            return null;
        }

        if (!_incidents.TryGetValue(stream, out var run))
        {
            _incidents[stream] = run = await OpenedForAsync(stream, cancellationToken);
        }

        return run;
    }

    /// <summary>Whether an event came in with its run.</summary>
    public async ValueTask<bool> IsImportedAsync(RunId run, RecordedEvent e, CancellationToken cancellationToken)
    {
        if (!_imports.TryGetValue(run, out var heads))
        {
            _imports[run] = heads = await HeadsAsync(run, cancellationToken);
        }

        return heads.TryGetValue(e.Stream, out var last) && e.Version <= last;
    }

    private async Task<RunId?> OpenedForAsync(StreamId incident, CancellationToken cancellationToken)
    {
        await foreach (var e in store.ReadStreamAsync(incident, ReadDirection.Forwards, 0, 1, cancellationToken))
        {
            return TryRead<IncidentOpened>(e)?.Run;
        }

        return null;
    }

    private async Task<Dictionary<StreamId, long>> HeadsAsync(RunId run, CancellationToken cancellationToken)
    {
        var heads = new Dictionary<StreamId, long>();
        await foreach (var e in store.ReadStreamAsync(RunImported.StreamOf(run), ReadDirection.Forwards, 0, cancellationToken: cancellationToken))
        {
            foreach (var head in TryRead<RunImported>(e)?.Heads ?? [])
            {
                heads[head.Head.Stream] = Math.Max(head.Head.Version, heads.GetValueOrDefault(head.Head.Stream));
            }
        }

        return heads;
    }

    // A damaged event is `alab verify`'s to tell; the rest of the page stays.
    private static T? TryRead<T>(RecordedEvent e)
        where T : class
    {
        try
        {
            return EventJson.Deserialize<T>(e.Data.Span);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
