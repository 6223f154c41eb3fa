using System.Collections.Concurrent;
using AlignmentLab.Engines;

namespace AlignmentLab.Compliance.Fakes;

/// <summary>Leases in memory, for tests of what is built on the port. They reach no further than the instance.</summary>
public sealed class InMemoryRunLeases : IRunLeases
{
    private readonly ConcurrentDictionary<string, Lease> _held = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public ValueTask<IAsyncDisposable?> TryAcquireAsync(string run, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(run);
        cancellationToken.ThrowIfCancellationRequested();
        var lease = new Lease(_held, run);
        return new(_held.TryAdd(run, lease) ? lease : null);
    }

    /// <inheritdoc />
    public ValueTask<bool> IsHeldAsync(string run, CancellationToken cancellationToken = default) => new(_held.ContainsKey(run));

    // Removing the pair, not the key: a lease released twice must not end its successor.
    private sealed class Lease(ConcurrentDictionary<string, Lease> held, string run) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            held.TryRemove(KeyValuePair.Create(run, this));
            return ValueTask.CompletedTask;
        }
    }
}
