using AlignmentLab.Algorithms;
using AlignmentLab.Core.Artifacts;
using AlignmentLab.Core.Detection;
using AlignmentLab.Core.Forks;
using AlignmentLab.Core.Jobs;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Runs.Execution;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Core.Runs.Pause;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Core.Transparency;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using MediatR;

namespace AlignmentLab.Core.Runs.Execute;

/// <summary>
/// Executes a run in this process: takes its lease, follows its stream, runs the algorithm against the history, and puts the
/// ending on the log once every watcher has seen what it ended with.
/// </summary>
internal sealed class RunExecutor(
    IEventStore store,
    IRunLeases leases,
    IMediator mediator,
    IJobQueue queue,
    IPluginCatalog catalog,
    RunReader runs,
    RunStreams streams,
    LabArtifacts artifacts,
    RunWatchers watchers,
    RunSummaries summaries,
    AlgorithmRunner algorithms,
    TransparencyLog transparency,
    ForkPrefix forks,
    TimeProvider time)
{
    /// <summary>For how long the end of a run waits for its jobs to be laid down.</summary>
    private static readonly TimeSpan JobsEnd = TimeSpan.FromSeconds(5);

    /// <param name="author">Who goes on with it; null: the platform.</param>
    /// <param name="asked">See <see cref="ExecuteRun"/>.</param>
    public async Task<RunResult> ExecuteAsync(RunId run, CancellationToken interrupted, string? author = null, long? asked = null)
    {
        try
        {
            await WorkAsync(run, author, asked, interrupted);
        }
        catch (OperationCanceledException)
        {
            await transparency.CheckpointAsync(CancellationToken.None);
            throw;
        }

        // What the run has put on the log is signed before anyone can change it unseen.
        await transparency.CheckpointAsync(CancellationToken.None);
        return await summaries.ResultAsync(run, AsOf.Now, CancellationToken.None);
    }

    private async Task WorkAsync(RunId run, string? author, long? asked, CancellationToken interrupted)
    {
        var definition = await runs.DefinitionAsync(run, interrupted);
        await using var lease = await leases.TryAcquireAsync(run.Value, interrupted) ?? throw new EnvironmentFailureException(
            $"Another process is working on {run}. Wait for it, or stop it with `alab cancel {run}`.");
        var standing = await StandingPause.FindAsync(store, run, asked);
        if (standing.Pause is { } before)
        {
            await LayDownAsync(run, standing.IsLaidDown ? null : before);
            return;
        }

        algorithms.CheckVersion(definition.Submitted);
        await using var log = await SessionLog.StartAsync(store, run, author, time);
        using var stop = new RunStop(definition.Submitted, log.SpentBefore, time, interrupted);
        await using var requests = StopRequests.Watch(store, run, standing.Version, stop);
        await using var watching = watchers.Start(definition, interrupted);
        var history = new RunHistory();
        var stream = streams.Of(run);
        try
        {
            await forks.CompleteAsync(definition, stream, interrupted);
            await using var feed = new RunFeed(run, store, history, watching.TakeAsync);
            var head = await store.HeadAsync(run.Stream, interrupted);
            feed.Start();
            await feed.ReachedAsync(head!.Value.Version);
            if (history.Ending is null)
            {
                await GoOnAsync(definition, history, stream, feed, stop, watching);
            }
        }
        catch (OperationCanceledException) when (stop.PausedBy is not null && !interrupted.IsCancellationRequested)
        {
            // Laid down as asked; what is on the log is all that a later session needs.
        }
        finally
        {
            await CancelJobsAsync(history, run);
            await streams.CloseAsync(run);
        }

        await LayDownAsync(run, history.Ending is null ? stop.PausedBy : null);
    }

    private async Task LayDownAsync(RunId run, PauseNote? pause)
    {
        if (pause is not null)
        {
            await store.AppendOperationAsync(run, new RunPaused(pause.Reason), time, author: pause.Author, cancellationToken: CancellationToken.None);
        }
    }

    private async Task GoOnAsync(RunDefinition definition, RunHistory history, RunStream stream, RunFeed feed, RunStop stop, RunWatching watching)
    {
        var run = definition.Run;
        var activity = new ActivityClock(time);
        using var silence = stop.WatchSilence(activity, definition.Submitted.Jobs.Silence);
        var frontier = new LiveFrontier(definition, history, stream, feed, mediator, queue, catalog, activity, watching.Progress, stop.Token);
        var prefix = await forks.ReadAsync(definition, stop.Token);
        var session = new RunSession(definition, prefix, history, new EventPayloads(store, run.Stream, catalog.Upcasters), frontier, artifacts, stop.Token);
        var ending = await RunAsync(definition, prefix, session, stop);
        if (ending is null)
        {
            await watching.DrainAsync();
            ending = new RunCompleted(await summaries.MetricsAsync(run, CancellationToken.None), history.Digest(), history.Count, session.ExpertQueries);
        }

        await stream.AppendAsync(RunStream.Lifecycle(run, RunStream.EndingSlot, ending));
        await feed.ReachedAsync(stream.Version);

        // What the queue notes about a job comes after its result; the signature at the end is to cover it.
        await frontier.JobsEndedAsync().WaitAsync(JobsEnd, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<object?> RunAsync(RunDefinition definition, RunPrefix prefix, RunSession session, RunStop stop)
    {
        try
        {
            return await algorithms.RunAsync(definition, session, stop);
        }
        catch (ReplayDivergenceException error) when (prefix.Holds(error.Divergence.Version))
        {
            // It can never go on: whoever made it finds the reason where they look for it, on the run.
            return new RunFailed(await forks.CourseChangedAsync(definition, error.Divergence, stop.Token));
        }
    }

    // A job whose run has stopped would only write what nobody waits for.
    private async Task CancelJobsAsync(RunHistory history, RunId run)
    {
        foreach (var (call, _) in history.InCallOrder().Where(c => c.Record.Result is null))
        {
            await mediator.Send(new CancelJob(new JobId(run, call)));
        }
    }
}
