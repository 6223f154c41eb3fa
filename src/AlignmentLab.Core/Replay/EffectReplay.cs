using System.Collections.Concurrent;
using System.Text;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Differences;
using AlignmentLab.Core.Jobs;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Retention;
using AlignmentLab.Core.Runs.Execution;
using AlignmentLab.Core.Verify;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using AlignmentLab.Plugins;

namespace AlignmentLab.Core.Replay;

/// <summary>Carries recorded jobs out again, from their requests and artifacts, in parallel, and compares the results' bits.</summary>
internal sealed class EffectReplay(IEventStore store, JobExecutor executor, EffectScopes scopes, IPluginCatalog catalog)
{
    private const int Shown = 600;

    private readonly Lazy<Dictionary<string, EffectDescriptor>> _effects = new(() =>
        catalog.Effects.ToDictionary(e => EffectAttribute.Of(e.EffectType).Requested, StringComparer.Ordinal));

    private readonly Lazy<Dictionary<string, EffectDescriptor>> _mayNotRepeat = new(() => catalog.Effects
        .Where(JobExecutor.MayNotRepeat).ToDictionary(e => EffectAttribute.Of(e.EffectType).Requested, StringComparer.Ordinal));

    /// <returns>The report with what was repeated, what was not and why, and the first difference in the order of the log.</returns>
    public async Task<ReplayReport> RepeatAsync(ReplayRun request, RunHistory history, RunPrefix prefix, ReplayReport report, CancellationToken cancellationToken)
    {
        var payloads = new EventPayloads(store, request.Run.Stream, catalog.Upcasters);
        var answered = history.InCallOrder()
            .Where(c => c.Record.Result is { } result && catalog.Upcasters.TypeOf(result.Type) != StoredEventAttribute.NameOf(typeof(EffectFailed)))
            .Select(c => new RecordedJob(c.Call, c.Record.First, c.Record.Result!.Value)).ToList();
        var own = answered.Where(j => !prefix.Holds(j.Request)).ToList();
        var outside = await OutsideAsync(own, payloads);
        var repeatable = own.Where(j => !outside.ContainsKey(j.Call)).ToList();
        var jobs = await WithArtifactsAsync(request.Run, repeatable, payloads, cancellationToken);
        var withheld = repeatable.Count - jobs.Count;
        JobSample? sample = null;
        if (request.Sample is { } share)
        {
            var seed = request.SampleSeed ?? (ulong)System.Security.Cryptography.RandomNumberGenerator.GetInt32(int.MaxValue);
            sample = JobSample.From(jobs.Count, share, seed);
            jobs = [.. sample.Draw(jobs)];
        }

        return report with
        {
            Repeated = jobs.Count,
            Divergence = await RepeatAsync(request, jobs, payloads, cancellationToken),
            Inherited = answered.Count - own.Count,
            FromLog = outside.Count,
            Withheld = withheld,
            Outside = [.. outside.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Sample = sample,
        };
    }

    // A job whose request refers to an artifact that was removed, and accounted for, cannot be repeated any more.
    private async Task<List<RecordedJob>> WithArtifactsAsync(RunId run, List<RecordedJob> jobs, EventPayloads payloads, CancellationToken cancellationToken)
    {
        var removed = await RemovedArtifact.OfAsync(store, run, cancellationToken);
        if (removed.Count == 0)
        {
            return jobs;
        }

        var left = new List<RecordedJob>();
        foreach (var job in jobs)
        {
            if (!ReferredArtifact.In(await payloads.EventAsync(job.Request.Version)).Exists(r => removed.Contains(r.Hash)))
            {
                left.Add(job);
            }
        }

        return left;
    }

    private async Task<ReplayDivergence?> RepeatAsync(ReplayRun request, List<RecordedJob> jobs, EventPayloads payloads, CancellationToken cancellationToken)
    {
        var differences = new ConcurrentBag<ReplayDivergence>();
        var done = 0;
        await Parallel.ForEachAsync(jobs, cancellationToken, async (job, token) =>
        {
            if (await RepeatAsync(request.Run, job, payloads, token) is { } difference)
            {
                differences.Add(difference);
            }

            request.Progress?.Report((double)Interlocked.Increment(ref done) / jobs.Count);
        });
        return differences.MinBy(d => d.Version);
    }

    // The jobs that a person or a remote service answered, with their effects' names.
    private async Task<Dictionary<CallId, string>> OutsideAsync(List<RecordedJob> jobs, EventPayloads payloads)
    {
        var outside = new Dictionary<CallId, string>();
        foreach (var job in jobs)
        {
            if (_mayNotRepeat.Value.TryGetValue(catalog.Upcasters.TypeOf(job.Request.Type), out var descriptor)
                && !executor.IsRepeatable(descriptor, await payloads.EventAsync(job.Request.Version)))
            {
                outside.Add(job.Call, EffectAttribute.Of(descriptor.EffectType).Name);
            }
        }

        return outside;
    }

    private async Task<ReplayDivergence?> RepeatAsync(RunId run, RecordedJob job, EventPayloads payloads, CancellationToken cancellationToken)
    {
        if (!_effects.Value.TryGetValue(catalog.Upcasters.TypeOf(job.Request.Type), out var descriptor))
        {
            return new ReplayDivergence(job.Request.Version, $"a plugin that works out {job.Request.Type}", "none installed") { Call = job.Call, Type = job.Request.Type };
        }

        var request = await payloads.EventAsync(job.Request.Version);
        var scope = await scopes.ForAsync(new JobId(run, job.Call), new Progress<double>(), writesArtifacts: false, cancellationToken);
        byte[] data;
        try
        {
            data = await executor.WorkOutAsync(descriptor, request, scope, cancellationToken);
        }
        catch (Exception error) when (error is not (OperationCanceledException or Errors.EnvironmentFailureException))
        {
            return ReplayDivergence.Of(await payloads.EventAsync(job.Result.Version), $"{error.GetType().Name}: {error.Message}");
        }

        // An old result is compared as it reads now; the job gives what is written now.
        var isOld = catalog.Upcasters.IsOld(job.Result.Type);
        if (!isOld && EventChain.ContentHash(job.Result.Type, job.Call, data) == job.Result.ContentHash)
        {
            return null;
        }

        var recorded = await payloads.EventAsync(job.Result.Version);
        if (isOld && JsonDifference.Between(catalog.Upcasters.Lift(recorded).Data, data).Count == 0)
        {
            return null;
        }

        var actual = Encoding.UTF8.GetString(data);
        return ReplayDivergence.Between(recorded, catalog.Upcasters, catalog.Upcasters.TypeOf(job.Result.Type), job.Call, data) with
        {
            Actual = actual.Length <= Shown ? actual : actual[..Shown] + "...",
        };
    }

    private readonly record struct RecordedJob(CallId Call, EventLink Request, EventLink Result);
}
