using AlignmentLab.Algorithms;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Core.Runs.Pause;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using MediatR;

namespace AlignmentLab.Core.Runs.Show;

/// <summary>Tells where runs stand or stood, from their streams.</summary>
internal sealed class RunSummaries(IEventStore store, IRunLeases leases, RunReader runs, RunMetrics metrics, IPluginCatalog catalog, IMediator mediator)
{
    /// <summary>Events of a part that is folded beside others: few enough for what it keeps to be short-lived.</summary>
    private const int PartSize = 1024;

    /// <summary>Where a run stands or stood, read from both ends of its stream.</summary>
    /// <returns>Null where it was not there yet.</returns>
    /// <exception cref="InvalidInputException">There is no such run.</exception>
    /// <exception cref="DamagedEventException">Its first event or its last one does not read.</exception>
    public async Task<RunSummary?> SummaryAsync(RunId run, AsOf at, CancellationToken cancellationToken)
    {
        var submitted = await runs.SubmittedAsync(run, cancellationToken);
        var first = (await store.EventAsync(run.Stream, 0, cancellationToken))!;
        if (!at.Includes(first))
        {
            return null;
        }

        var last = (await store.LastAsync(run.Stream, at, cancellationToken))!;
        var measured = RunClaims.Of(last, catalog.Upcasters) is { } completed ? completed.Metrics : await metrics.RecentAsync(run, last, cancellationToken);
        var (status, _) = await StatusAsync(run, last, at);
        return new RunSummary(
            run, status, submitted.Algorithm.Name, submitted.Environment.Name, submitted.Seed, submitted.Set,
            first.RecordedAt, last.Version + 1, measured, submitted.Parent, submitted.Overrides);
    }

    /// <summary>Where a run stands now.</summary>
    /// <exception cref="InvalidInputException">There is no such run.</exception>
    public async Task<RunSummary> SummaryAsync(RunId run, CancellationToken cancellationToken) =>
        (await SummaryAsync(run, AsOf.Now, cancellationToken))!;

    /// <summary>A run's result, now or as of a moment.</summary>
    /// <exception cref="InvalidInputException">There was no such run.</exception>
    public async Task<RunResult> ResultAsync(RunId run, AsOf at, CancellationToken cancellationToken)
    {
        var last = await LastAsync(run, at, cancellationToken);
        var (digest, measured) = RunClaims.Of(last, catalog.Upcasters) is { } completed
            ? (completed.Digest, await metrics.AllAsync(run, last, cancellationToken))
            : await FoldAsync(run, last, cancellationToken);
        var incidents = await mediator.Send(new ListIncidents(run, at), cancellationToken);
        var (status, reason) = await StatusAsync(run, last, at);
        return new RunResult(run, status, last.Version + 1, digest, last.ChainHash, measured, incidents.Count, reason);
    }

    /// <summary>Where a run that has completed says something else of its metrics than its measurements do.</summary>
    public async Task<IReadOnlyList<string>> ContradictionsAsync(RunResult result, AsOf at, CancellationToken cancellationToken) =>
        RunClaims.Of(await LastAsync(result.Run, at, cancellationToken), catalog.Upcasters) is { } completed
            ? [.. RunClaims.AgainstMetrics(completed, result.Metrics)]
            : [];

    /// <summary>The last measurement of each name.</summary>
    public async Task<IReadOnlyDictionary<string, double>> MetricsAsync(RunId run, CancellationToken cancellationToken) =>
        await metrics.AllAsync(run, await LastAsync(run, AsOf.Now, cancellationToken), cancellationToken);

    private async Task<RecordedEvent> LastAsync(RunId run, AsOf at, CancellationToken cancellationToken) =>
        await store.LastAsync(run.Stream, at, cancellationToken) ?? throw new InvalidInputException(at.IsNow
            ? $"There is no run '{run}' in this lab. `alab runs list` shows the runs."
            : $"There was no run '{run}' in this lab at position {at.Position}.");

    private async Task<(Sha256 Digest, IReadOnlyDictionary<string, double> Metrics)> FoldAsync(RunId run, RecordedEvent last, CancellationToken cancellationToken)
    {
        using var fold = new RunFold();
        var events = last.Version + 1;
        await LogParts.RunAsync(
            (events + PartSize - 1) / PartSize,
            async number =>
            {
                var part = new RunFold.Part(catalog.Upcasters, PartSize);
                var from = number * PartSize;
                await foreach (var e in store.ReadStreamAsync(run.Stream, ReadDirection.Forwards, from, Math.Min(PartSize, events - from), cancellationToken))
                {
                    part.Take(e);
                }

                part.Close();
                return part;
            },
            fold.Take,
            cancellationToken);
        return (fold.Digest() ?? (await RunHistory.ReadAsync(store, run.Stream, last.Version, cancellationToken)).Digest(), fold.Metrics);
    }

    private async Task<(RunStatus Status, string? Reason)> StatusAsync(RunId run, RecordedEvent last, AsOf at) => StatusAt(last) switch
    {
        RunStatus.Submitted or RunStatus.Interrupted when at.IsNow && await leases.IsHeldAsync(run.Value) => (RunStatus.Running, null),
        RunStatus.Submitted or RunStatus.Interrupted when at.IsNow && await PauseNote.FindAsync(store, run, CancellationToken.None) is { } pause => (RunStatus.Paused, pause.ToString()),

        // Whether a process had the run then is not on its stream; that it had begun and not ended is.
        RunStatus.Interrupted when !at.IsNow => (RunStatus.Running, null),
        var status => (status, RunEnding.Reason(last, catalog.Upcasters)),
    };

    private static RunStatus StatusAt(RecordedEvent last) =>
        RunEnding.Of(last.Type) ?? (last.Version == 0 ? RunStatus.Submitted : RunStatus.Interrupted);
}
