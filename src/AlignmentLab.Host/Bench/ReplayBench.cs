using AlignmentLab.Core.Replay;
using AlignmentLab.Core.Runs.Execute;
using AlignmentLab.Core.Runs.Submit;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.Demo;

namespace AlignmentLab.Host.Bench;

/// <summary>Replays a DAgger run at each level, beside the time that the run itself took.</summary>
internal sealed class ReplayBench : IBench
{
    private const int Rounds = 5;

    public string Name => "replay";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(BenchContext context)
    {
        await using var lab = Lab.Open(new LabLocation(Path.Combine(context.Directory, "lab")), LabUse.Create, context.Time);
        var path = DemoSpecs.PathOf(DemoSpecs.Aggregation);
        var spec = await File.ReadAllTextAsync(path, context.CancellationToken);
        var levels = Enum.GetValues<ReplayLevel>();
        var (runs, replays) = (new List<double>(), levels.ToDictionary(l => l, _ => new List<double>()));
        for (var round = 0; round < Rounds; round++)
        {
            var run = (await lab.Mediator.Send(new SubmitRuns(spec, path, ["detectors=[]"], Seed: 0), context.CancellationToken)).Single().Run;
            runs.Add(await SecondsAsync(context, () => lab.Mediator.Send(new ExecuteRun(run), context.CancellationToken)));
            foreach (var level in levels)
            {
                replays[level].Add(await SecondsAsync(context, () => lab.Mediator.Send(new ReplayRun(run, level), context.CancellationToken)));
            }
        }

        return [.. levels.Select(level => new BenchRow($"replay/{level.ToString().ToLowerInvariant()}", "s", replays[level].Min(), runs.Min(), runs.Min() / replays[level].Min()))];
    }

    private static async Task<double> SecondsAsync(BenchContext context, Func<Task> work)
    {
        var started = context.Time.GetTimestamp();
        await work();
        return context.Time.GetElapsedTime(started).TotalSeconds;
    }
}
