using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Verify;

/// <summary>Adds a run's events up while its stream is checked, and holds what its last event says of it against them.</summary>
internal sealed class RunCheck(StreamId stream, EventUpcasters upcasters) : IDisposable
{
    private readonly RunFold _fold = new();
    private Sha256? _digest;
    private bool _isOver;

    public void Take(RunFold.Part part)
    {
        if (!_isOver)
        {
            _fold.Take(part);
            if (_fold.Last is { } last && RunEnding.Of(last.Type) is not null)
            {
                Close();
            }
        }
    }

    /// <param name="store">Read again where a run of wide branches is too far out of order for one pass.</param>
    public async Task<CheckedRun> EndAsync(IEventReader store, CancellationToken cancellationToken)
    {
        Close();
        var ending = _fold.Last is { } last ? RunEnding.Of(last.Type) : null;
        return new CheckedRun(_fold.Types, _fold.Effects, ending, _fold.Last?.Version ?? -1, ending == RunStatus.Completed ? await ContradictionAsync(store, cancellationToken) : null);
    }

    public void Dispose() => _fold.Dispose();

    // The digest's window is let go as soon as the run has ended: a lab has many runs that have.
    private void Close()
    {
        if (!_isOver)
        {
            _digest = _fold.Digest();
            _isOver = true;
        }
    }

    private async Task<string?> ContradictionAsync(IEventReader store, CancellationToken cancellationToken)
    {
        try
        {
            var claimed = RunClaims.Of(_fold.Last!, upcasters)!;
            var (digest, effects) = (_digest, _fold.Effects);
            if (digest is null)
            {
                var history = await RunHistory.ReadAsync(store, stream, _fold.Last!.Version, cancellationToken);
                (digest, effects) = (history.Digest(), history.Count);
            }

            return RunClaims.AgainstEffects(claimed, digest!.Value, effects!.Value).Concat(RunClaims.AgainstMetrics(claimed, _fold.Metrics)).FirstOrDefault();
        }
        catch (Exception error) when (error is DamagedEventException or InvalidOperationException)
        {
            return error.Message;
        }
    }
}

/// <summary>What a run's events add up to.</summary>
/// <param name="Types">Every type that occurs, as stored.</param>
/// <param name="Effects">Effects and facts; null where they are too far out of order to be counted on the way.</param>
/// <param name="Version">Of the last event; -1 where there is none.</param>
/// <param name="Contradiction">Where its last event says something else of the run than the events before it, or null.</param>
internal sealed record CheckedRun(IReadOnlySet<string> Types, long? Effects, RunStatus? Ending, long Version, string? Contradiction);
