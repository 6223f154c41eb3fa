using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Serialization;
using MediatR;

namespace AlignmentLab.Core.Runs.Show;

/// <summary>One line of a list of runs.</summary>
/// <param name="Parent">Where it was forked from, if it is a fork.</param>
public sealed record RunSummary(
    RunId Run,
    RunStatus Status,
    string Algorithm,
    string Environment,
    ulong Seed,
    string Set,
    DateTimeOffset SubmittedAt,
    long Events,
    IReadOnlyDictionary<string, double> Metrics,
    RunParent? Parent = null);

/// <summary>Tells where runs stand, from their streams.</summary>
internal sealed class RunSummaries(IEventStore store, IRunLeases leases, RunReader runs, IMediator mediator)
{
    private static readonly string Measured = FactEventAttribute.Of(typeof(Measurement)).Type;

    /// <summary>Where a run stands, read from both ends of its stream.</summary>
    public async Task<RunSummary> SummaryAsync(RunId run, CancellationToken cancellationToken = default)
    {
        var submitted = await runs.SubmittedAsync(run, cancellationToken);
        RecordedEvent? first = null;
        RecordedEvent? last = null;
        await foreach (var e in store.ReadStreamAsync(run.Stream, ReadDirection.Forwards, 0, 1, cancellationToken))
        {
            first = e;
        }

        await foreach (var e in store.ReadStreamAsync(run.Stream, ReadDirection.Backwards, long.MaxValue, 1, cancellationToken))
        {
            last = e;
        }

        var metrics = last!.Type == StoredEventAttribute.NameOf(typeof(RunCompleted))
            ? EventJson.Deserialize<RunCompleted>(last.Data.Span).Metrics
            : new Dictionary<string, double>(StringComparer.Ordinal);
        return new RunSummary(
            run, await StatusAsync(run, last), submitted.Algorithm.Name, submitted.Environment.Name, submitted.Seed, submitted.Set, first!.RecordedAt, last.Version + 1, metrics, submitted.Parent);
    }

    /// <summary>A run's result, now or as of a version.</summary>
    /// <exception cref="InvalidInputException">The stream has no such version.</exception>
    public async Task<RunResult> ResultAsync(RunId run, CancellationToken cancellationToken, long? at = null)
    {
        var history = new RunHistory();
        var metrics = new SortedDictionary<string, double>(StringComparer.Ordinal);
        RecordedEvent? last = null;
        await foreach (var e in store.ReadStreamAsync(run.Stream, ReadDirection.Forwards, 0, at + 1 ?? long.MaxValue, cancellationToken))
        {
            history.Add(e);
            last = e;
            if (e.Type == Measured)
            {
                var measurement = EventJson.Deserialize<Measurement>(e.Data.Span);
                metrics[measurement.Name] = measurement.Value;
            }
        }

        if (last is null || last.Version < at)
        {
            throw new InvalidInputException(last is null
                ? $"There is no run '{run}' in this lab. `alab runs list` shows the runs."
                : $"{run} has versions 0 to {last.Version}, not {at}.");
        }

        var incidents = await mediator.Send(new ListIncidents(run), cancellationToken);
        return new RunResult(
            run,
            at is null ? await StatusAsync(run, last) : AsOf(StatusAt(last)),
            last.Version + 1,
            history.Digest(),
            last.ChainHash,
            metrics,
            incidents.Count(i => i.EvidenceVersions.Max() <= last.Version),
            Reason(last));
    }

    /// <summary>The last measurement of each name.</summary>
    public async Task<IReadOnlyDictionary<string, double>> MetricsAsync(RunId run) => (await ResultAsync(run, CancellationToken.None)).Metrics;

    private async Task<RunStatus> StatusAsync(RunId run, RecordedEvent last) => StatusAt(last) switch
    {
        RunStatus.Submitted or RunStatus.Interrupted when await leases.IsHeldAsync(run.Value) => RunStatus.Running,
        var status => status,
    };

    // Whether a process had the run at that version is not on its stream; that it had begun and not ended is.
    private static RunStatus AsOf(RunStatus status) => status == RunStatus.Interrupted ? RunStatus.Running : status;

    private static RunStatus StatusAt(RecordedEvent last) => last.Type switch
    {
        "run-completed.v1" => RunStatus.Completed,
        "run-failed.v1" => RunStatus.Failed,
        "run-cancelled.v1" => RunStatus.Cancelled,
        _ when last.Version == 0 => RunStatus.Submitted,
        _ => RunStatus.Interrupted,
    };

    private static string? Reason(RecordedEvent last) => last.Type switch
    {
        "run-failed.v1" => EventJson.Deserialize<RunFailed>(last.Data.Span).Reason,
        "run-cancelled.v1" => EventJson.Deserialize<RunCancelled>(last.Data.Span).Reason,
        _ => null,
    };
}
