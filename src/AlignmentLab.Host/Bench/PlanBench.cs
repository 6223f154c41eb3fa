using AlignmentLab.Core.Runs.Execute;
using AlignmentLab.Core.Runs.Submit;
using AlignmentLab.Errors;
using AlignmentLab.Host.Composition;

namespace AlignmentLab.Host.Bench;

/// <summary>
/// Sweeps a second of exact planning over the 237,568 states and 5 actions of <c>tomato-tile</c>, beside the same sweeps in C
/// (<c>eng/baselines/tomato_sweeps.py</c>), both on one core. A run to a loose tolerance and one to a tight one differ by nothing but sweeps, so that
/// what comes before and after them does not count.
/// </summary>
internal sealed class PlanBench : IBench
{
    private const int Rounds = 3;

    private const string Spec = """
        name: bench-plan
        algorithm: exact-planning
        environment: tomato-tile
        expert: tomato-tile-wanderer
        detectors: []
        options: { prior: expert, rule: { inverseTemperature: 0.0231 } }
        """;

    public string Name => "plan";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(BenchContext context)
    {
        await using var lab = Lab.Open(new LabLocation(Path.Combine(context.Directory, "lab")), LabUse.Create, context.Time);
        return
        [
            await RowAsync(lab, context, "plan/tomato-tile, Boltzmann", []),
            await RowAsync(lab, context, "plan/tomato-tile, KL-regularised", ["options.rule.klPenalty=1"]),
        ];
    }

    private static async Task<BenchRow> RowAsync(Lab lab, BenchContext context, string name, string[] settings)
    {
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var (loose, few) = await SecondsAsync(lab, context, settings, "1.0e-1");
            var (tight, many) = await SecondsAsync(lab, context, settings, "1.0e-9");
            ours.Add((many - few) / (tight - loose));
            if (await context.Baseline("tomato_sweeps.py", settings.Length > 0 ? ["--kl"] : []) is { } baseline)
            {
                theirs.Add((double)baseline["value"]!);
            }
        }

        var median = Median(ours);
        return theirs.Count == 0 ? BenchRow.Alone(name, "sweeps/s", median) : BenchRow.Beside(name, "sweeps/s", median, Median(theirs));
    }

    private static async Task<(double Seconds, double Sweeps)> SecondsAsync(Lab lab, BenchContext context, string[] settings, string tolerance)
    {
        var run = (await lab.Mediator.Send(new SubmitRuns(Spec, "bench", [.. settings, $"options.rule.tolerance={tolerance}"]), context.CancellationToken)).Single().Run;
        var started = context.Time.GetTimestamp();
        var result = await lab.Mediator.Send(new ExecuteRun(run), context.CancellationToken);
        return result.Metrics.TryGetValue("sweeps", out var sweeps)
            ? (context.Time.GetElapsedTime(started).TotalSeconds, sweeps)
            : throw new WorkFailedException($"{run} did not plan: {result.Reason}");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
