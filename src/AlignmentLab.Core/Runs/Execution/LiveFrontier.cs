using System.Collections.Concurrent;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Jobs;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using MediatR;

namespace AlignmentLab.Core.Runs.Execution;

/// <summary>The frontier of a run that goes on: requests are appended, jobs enqueued, results awaited.</summary>
internal sealed class LiveFrontier(
    RunDefinition definition,
    RunHistory history,
    RunStream stream,
    RunFeed feed,
    IMediator mediator,
    IJobQueue queue,
    IPluginCatalog catalog,
    ActivityClock activity,
    Action<double> progress,
    CancellationToken stopping)
    : IEffectFrontier
{
    private readonly ConcurrentBag<Task> _jobs = [];

    /// <summary>Completes once the queue has laid down every job of this session, what it notes about them included.</summary>
    public Task JobsEndedAsync() => Task.WhenAll(_jobs);

    public async Task RecordAsync(IReadOnlyList<NewEvent> events)
    {
        using var _ = activity.Busy();
        await stream.AppendAsync(events);
        await feed.ReachedAsync(stream.Version).WaitAsync(stopping);
    }

    public async Task<EventLink> ResultAsync(CallId call, EffectAttribute effect)
    {
        using var _ = activity.Busy();
        var request = history.Find(call) ?? throw new InvalidOperationException($"{call} was not recorded before it was awaited.");
        var handler = catalog.Effect(effect.Name);
        var plugin = catalog.PluginOf(handler.Implementation)?.Id ?? PlatformPlugin.Id;
        var (attempts, silence) = (definition.Submitted.Jobs.Attempts, definition.Submitted.Jobs.Silence);
        var job = new Job(new JobId(definition.Run, call), effect.Queue, effect.Name, plugin, request.First.Version, attempts, silence);

        // The result comes through the log; the queue only tells of a job that could not be carried out at all.
        var ended = queue.WaitAsync(job.Id, stopping);
        _jobs.Add(ended);
        await mediator.Send(new EnqueueJob(job), stopping);
        var result = feed.ResultAsync(call);
        if (await Task.WhenAny(result, ended) == ended)
        {
            await ended;
        }

        var record = await result.WaitAsync(stopping);
        return record.Result!.Value;
    }

    public void Progress(double fraction)
    {
        activity.Touch();
        progress(fraction);
    }
}
