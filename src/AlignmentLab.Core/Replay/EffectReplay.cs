using System.Collections.Concurrent;
using System.Text;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Jobs;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Execution;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using AlignmentLab.Randomness;

namespace AlignmentLab.Core.Replay;

/// <summary>Carries recorded jobs out again, from their requests and artifacts, in parallel, and compares the results' bits.</summary>
internal sealed class EffectReplay(IEventStore store, JobExecutor executor, EffectScopes scopes, IPluginCatalog catalog)
{
    private const int Shown = 600;

    /// <returns>How many jobs were repeated, and the first difference in the order of the log.</returns>
    public async Task<(int Repeated, ReplayDivergence? Divergence)> RepeatAsync(ReplayRun request, RunHistory history, CancellationToken cancellationToken)
    {
        var jobs = Sample(request, history);
        var payloads = new EventPayloads(store, request.Run.Stream);
        var differences = new ConcurrentBag<ReplayDivergence>();
        var done = 0;
        await Parallel.ForEachAsync(jobs, cancellationToken, async (job, token) =>
        {
            if (await RepeatAsync(request.Run, job.Call, job.Record, payloads, token) is { } difference)
            {
                differences.Add(difference);
            }

            request.Progress?.Report((double)Interlocked.Increment(ref done) / jobs.Count);
        });
        return (jobs.Count, differences.MinBy(d => d.Version));
    }

    private static List<(CallId Call, CallRecord Record)> Sample(ReplayRun request, RunHistory history)
    {
        var generator = new RandomStream(request.SampleSeed, "replay-sample").CreateGenerator();
        return [.. history.InCallOrder()
            .Where(c => c.Record.Result is { } result && result.Type != StoredEventAttribute.NameOf(typeof(EffectFailed)))
            .Where(_ => request.Sample >= 1 || generator.NextDouble() < request.Sample)];
    }

    private async Task<ReplayDivergence?> RepeatAsync(RunId run, CallId call, CallRecord record, EventPayloads payloads, CancellationToken cancellationToken)
    {
        var descriptor = catalog.Effects.FirstOrDefault(e => EffectAttribute.Of(e.EffectType).Requested == record.First.Type);
        if (descriptor is null)
        {
            return new ReplayDivergence(record.First.Version, $"a plugin that works out {record.First.Type}", "none installed");
        }

        var request = await payloads.EventAsync(record.First.Version);
        var scope = await scopes.ForAsync(new JobId(run, call), new Progress<double>(), writesArtifacts: false, cancellationToken);
        string actual;
        try
        {
            var data = await executor.WorkOutAsync(descriptor, request, scope, cancellationToken);
            if (EventChain.ContentHash(record.Result!.Value.Type, call, data) == record.Result.Value.ContentHash)
            {
                return null;
            }

            actual = Encoding.UTF8.GetString(data);
        }
        catch (Exception error) when (error is not (OperationCanceledException or Errors.EnvironmentFailureException))
        {
            actual = $"{error.GetType().Name}: {error.Message}";
        }

        return new ReplayDivergence(
            record.Result!.Value.Version, await payloads.DescribeAsync(record.Result.Value.Version), actual.Length <= Shown ? actual : actual[..Shown] + "...");
    }
}
