using System.Collections.Concurrent;
using AlignmentLab.Algorithms;
using AlignmentLab.Engines;

namespace AlignmentLab.Core.Runs.History;

/// <summary>The one writer that this process has for each run it works on.</summary>
public sealed class RunStreams(IEventStore store) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<RunId, RunStream> _open = new();

    public RunStream Of(RunId run) => _open.GetOrAdd(run, id => new RunStream(id, store));

    /// <summary>Lets a writer go once the run is laid down.</summary>
    public async ValueTask CloseAsync(RunId run)
    {
        if (_open.TryRemove(run, out var stream))
        {
            await stream.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var run in _open.Keys)
        {
            await CloseAsync(run);
        }
    }
}
