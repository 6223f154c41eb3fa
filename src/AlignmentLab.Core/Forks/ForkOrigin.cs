using System.Runtime.CompilerServices;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Detection;
using AlignmentLab.Core.Runs;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Forks;

/// <summary>Reads of a parent's history what a fork takes over.</summary>
internal sealed class ForkOrigin(IEventReader store, ObservedEvents observed)
{
    /// <summary>What a fork at a version of this run records of its parentage.</summary>
    /// <exception cref="InvalidInputException">The run has no such version.</exception>
    /// <exception cref="WorkFailedException">Its hash chain does not hold up to there.</exception>
    public async Task<RunParent> AtAsync(RunId run, long version, CancellationToken cancellationToken)
    {
        var (open, root, calls) = await ScanAsync(run, version, cancellationToken);
        return new RunParent(run, version, root, calls - open.Count);
    }

    /// <summary>The parent's events that the fork takes over, in the parent's order.</summary>
    /// <exception cref="EnvironmentFailureException">The parent is not in this lab, or no longer has the history that the fork was made of.</exception>
    public async IAsyncEnumerable<RecordedEvent> InheritedAsync(RunParent parent, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await RootAsync(parent, cancellationToken) != parent.Root)
        {
            throw new EnvironmentFailureException(
                $"This lab does not hold the history of {parent.Run} up to version {parent.Version} that the fork was made of. Go on in the lab where it was forked.");
        }

        var (open, _, _) = await ScanAsync(parent.Run, parent.Version, cancellationToken);
        await foreach (var e in store.ReadStreamAsync(parent.Run.Stream, ReadDirection.Forwards, 1, parent.Version, cancellationToken))
        {
            if (e.Call is { } call && !open.Contains(call))
            {
                yield return e;
            }
        }
    }

    private async Task<Sha256?> RootAsync(RunParent parent, CancellationToken cancellationToken)
    {
        await foreach (var e in store.ReadStreamAsync(parent.Run.Stream, ReadDirection.Forwards, parent.Version, 1, cancellationToken))
        {
            return e.ChainHash;
        }

        return null;
    }

    /// <summary>The version that an event has in the parent's stream, or null.</summary>
    public async Task<long?> VersionOfAsync(RunParent parent, EventId id, CancellationToken cancellationToken)
    {
        await foreach (var e in store.ReadStreamAsync(parent.Run.Stream, ReadDirection.Forwards, 0, parent.Version + 1, cancellationToken))
        {
            if (e.Id == id)
            {
                return e.Version;
            }
        }

        return null;
    }

    // What was altered must not become the past of another run, under fresh hashes.
    private async Task<(HashSet<CallId> Open, Sha256 Root, long Calls)> ScanAsync(RunId run, long version, CancellationToken cancellationToken)
    {
        var open = new HashSet<CallId>();
        var (root, last, calls) = (EventChain.Genesis, -1L, 0L);
        await foreach (var e in store.ReadStreamAsync(run.Stream, ReadDirection.Forwards, 0, version + 1, cancellationToken))
        {
            var (content, chain) = EventChain.Recompute(e, root);
            if (content != e.ContentHash || chain != e.ChainHash)
            {
                throw new WorkFailedException($"{run} is altered at version {e.Version}; `alab verify {run}` tells how. Fork a run whose chain holds.");
            }

            (root, last) = (e.ChainHash, e.Version);
            if (e.Call is { } call)
            {
                calls++;
                if (!open.Remove(call) && observed.IsRequest(e.Type))
                {
                    open.Add(call);
                }
            }
        }

        return last == version ? (open, root, calls) : throw new InvalidInputException(
            last < 0 ? $"There is no run '{run}' in this lab. `alab runs list` shows the runs." : $"{run} has versions 0 to {last}, not {version}.");
    }
}
