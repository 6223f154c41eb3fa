using AlignmentLab.Algorithms;
using AlignmentLab.Engines;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Verify;

/// <summary>Puts the checked parts of a stream together, in order.</summary>
/// <param name="upcasters">Read what a run's events say; null: the hashes alone are looked at.</param>
internal sealed class StreamCheck(StreamId stream, EventUpcasters? upcasters = null) : IDisposable
{
    private Sha256 _chain = EventChain.Genesis;
    private long _next;

    /// <summary>What the stream's events add up to, where it is a run's.</summary>
    public RunCheck? Run { get; } = upcasters is not null && stream.Category == RunId.Category ? new RunCheck(stream, upcasters) : null;

    /// <summary>The stream's first fault. What comes after it in the stream cannot be judged.</summary>
    public BrokenEvent? Fault { get; private set; }

    public void Take(StreamSegment part)
    {
        var first = part.First!;
        if (Fault is null)
        {
            var meeting = first.Version != _next ? new BrokenEvent(stream, _next, StreamSegment.Missing(_next, first.Version))
                : !StreamSegment.IsLinked(first, _chain) ? new BrokenEvent(stream, first.Version, StreamSegment.Unlinked)
                : null;
            Fault = part.Fault is { } within && within.Version <= first.Version ? within : meeting ?? part.Fault;
        }

        _chain = part.Chain;
        _next = part.Last + 1;
        if (part.Run is { } events)
        {
            Run?.Take(events);
        }
    }

    public void Dispose() => Run?.Dispose();

    /// <summary>Compares what a run says of itself with its events; a stream that is altered anyway is not looked at further.</summary>
    /// <returns>Null for another stream than a run's, and for an altered one.</returns>
    public async Task<CheckedRun?> EndRunAsync(IEventReader store, CancellationToken cancellationToken)
    {
        if (Run is null || Fault is not null)
        {
            return null;
        }

        var run = await Run.EndAsync(store, cancellationToken);
        Fault = run.Contradiction is { } contradiction ? new BrokenEvent(stream, run.Version, contradiction) : null;
        return run;
    }

    /// <param name="head">What the store says of the stream's end.</param>
    /// <param name="entered">What the signed log says of it.</param>
    public void End(StreamHead? head, IReadOnlyList<EnteredHead> entered)
    {
        if (Fault is not null)
        {
            return;
        }

        if (head is { } end && (end.Version != _next - 1 || end.Root != _chain))
        {
            Fault = new BrokenEvent(stream, Math.Max(_next - 1, 0), $"the stream ends at version {_next - 1}, its head says {end.Version}: events are missing or replaced");
        }
        else if (entered.Count > 0 && entered[^1].Version >= _next)
        {
            Fault = new BrokenEvent(stream, _next, _next == 0
                ? "the signed log has the stream, and the lab does not: it was deleted or renamed"
                : $"the stream ends at version {_next - 1}, the signed log has version {entered[^1].Version}: its end was cut off");
        }
    }
}
