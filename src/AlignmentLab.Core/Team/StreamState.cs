using AlignmentLab.Engines;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Team;

/// <summary>What a stream says, folded from it as far as it has grown whenever that is asked for.</summary>
internal sealed class StreamState<TState>(IEventReader store, StreamId stream, TState seed, Func<TState, RecordedEvent, TState> next) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private TState _state = seed;
    private long _version = -1;

    /// <summary>The state, and the version of the stream that it was folded from (-1: there is none).</summary>
    public async ValueTask<(TState State, long Version)> NowAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await foreach (var e in store.ReadStreamAsync(stream, ReadDirection.Forwards, _version + 1, cancellationToken: cancellationToken))
            {
                (_state, _version) = (next(_state, e), e.Version);
            }

            return (_state, _version);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();
}
