using AlignmentLab.Core.Runs.Execute;
using AlignmentLab.Core.Runs.Submit;
using AlignmentLab.Errors;
using AlignmentLab.Host.Composition;

namespace AlignmentLab.Host.Bench;

/// <summary>
/// DAgger on CartPole from start to a mean return of 495 over 20 episodes, every event stored with full durability, beside
/// the same loop in plain PyTorch and Gymnasium (<c>eng/baselines/dagger_cartpole.py</c>), which stores nothing. Both sides
/// count from an open program: imports there and composition here are left out.
/// </summary>
internal sealed class DaggerBench : IBench
{
    private const int Seeds = 5;

    private const string Spec = """
        name: bench-dagger
        algorithm: dagger
        environment: CartPole-v1
        detectors: []
        options:
          rounds: 50
          episodesPerRound: 3
          stepsPerRound: 500
          validationEpisodes: 20
          evaluationEpisodes: 1
          stopAtReturn: 495
          learner: { model: { hidden: [64, 64], activation: tanh }, optimizer: { learningRate: 0.001 }, epochs: 4, batchSize: 32 }
        """;

    public string Name => "dagger";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(BenchContext context)
    {
        await using var lab = Lab.Open(new LabLocation(Path.Combine(context.Directory, "lab")), LabUse.Create, context.Time);
        await SecondsAsync(lab, context, seed: 1000);
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var seed = 0; seed < Seeds; seed++)
        {
            ours.Add(await SecondsAsync(lab, context, (ulong)seed));
            if (await context.Baseline("dagger_cartpole.py", ["--seed", $"{seed}"]) is { } baseline)
            {
                theirs.Add((double)baseline["seconds"]!);
            }
        }

        var median = Median(ours);
        return [theirs.Count == 0
            ? BenchRow.Alone("dagger/CartPole-v1 to 495", "s", median)
            : new BenchRow("dagger/CartPole-v1 to 495", "s", median, Median(theirs), Median(theirs) / median)];
    }

    private static async Task<double> SecondsAsync(Lab lab, BenchContext context, ulong seed)
    {
        var started = context.Time.GetTimestamp();
        var run = (await lab.Mediator.Send(new SubmitRuns(Spec, "bench", [], seed), context.CancellationToken)).Single().Run;
        var result = await lab.Mediator.Send(new ExecuteRun(run), context.CancellationToken);
        return result.Metrics.GetValueOrDefault("validation-return") >= 495
            ? context.Time.GetElapsedTime(started).TotalSeconds
            : throw new WorkFailedException($"{run} did not reach 495: {result.Reason ?? $"{result.Metrics["validation-return"]}"}");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
