using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Execution;
using AlignmentLab.Engines;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Forks;

/// <summary>Holds a fork's prefix against the parent's own stream. No plugin is needed for it.</summary>
internal sealed class PrefixComparison(IEventReader store)
{
    /// <returns>Whether the parent is in this lab, and the first difference, by the fork's versions.</returns>
    public async Task<(bool Compared, ReplayDivergence? Divergence)> CompareAsync(RunId fork, RunParent parent, CancellationToken cancellationToken)
    {
        if (await store.HeadAsync(parent.Run.Stream, cancellationToken) is null)
        {
            return (false, null);
        }

        var walk = new Walk(parent);
        await using var copies = store.ReadStreamAsync(fork.Stream, ReadDirection.Forwards, 1, parent.Events, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await walk.AdvanceAsync(copies);
        await foreach (var original in store.ReadStreamAsync(parent.Run.Stream, ReadDirection.Forwards, 0, parent.Version + 1, cancellationToken))
        {
            if (walk.Take(original) is { } divergence)
            {
                return (true, divergence);
            }

            if (walk.IsMatched)
            {
                await walk.AdvanceAsync(copies);
            }
        }

        return (true, walk.End());
    }

    // Goes along both streams. What the fork may leave out are calls that had one event by then: requests without a result.
    private sealed class Walk(RunParent parent)
    {
        private readonly HashSet<CallId> _begun = [];
        private RecordedEvent? _copy;
        private RecordedEvent? _last;
        private long _version;

        public bool IsMatched { get; private set; }

        public async Task AdvanceAsync(IAsyncEnumerator<RecordedEvent> copies)
        {
            // A fork may have been cancelled before all of it was taken over; its ending has no call.
            _copy = await copies.MoveNextAsync() && copies.Current.Call is not null ? copies.Current : null;
            _version = _copy?.Version ?? _version + 1;
            IsMatched = false;
        }

        public ReplayDivergence? Take(RecordedEvent original)
        {
            _last = original;
            if (original.Call is not { } call)
            {
                return null;
            }

            var isFirst = _begun.Add(call);
            if (_copy is { } copy && copy.Causation == original.Id)
            {
                IsMatched = true;
                return copy.ContentHash == original.ContentHash ? null : ReplayDivergence.Between(original, EventUpcasters.None, copy.Type, copy.Call!.Value, copy.Data) with { Version = copy.Version };
            }

            var isIncomplete = _copy is null && _version <= parent.Events;
            return isFirst || isIncomplete ? null : ReplayDivergence.Of(
                original, _copy is { } other ? ReplayDivergence.Describe(other.Type, other.Call, other.Data) : "nothing: the fork left it out") with { Version = _version };
        }

        public ReplayDivergence? End() => this switch
        {
            { _last: var last } when last?.Version != parent.Version || last.ChainHash != parent.Root => new ReplayDivergence(
                0, $"{parent.Run} with the chain hash {parent.Root} at version {parent.Version}", last is null ? "no such event" : $"{last.ChainHash} at version {last.Version}"),
            { _copy: { } copy } => new ReplayDivergence(
                copy.Version, $"an event of {parent.Run}, version 1 to {parent.Version}", ReplayDivergence.Describe(copy.Type, copy.Call, copy.Data)) { Call = copy.Call, Type = copy.Type },
            _ => null,
        };
    }
}
