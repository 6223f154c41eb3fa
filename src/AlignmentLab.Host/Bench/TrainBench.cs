using AlignmentLab.Engines;
using AlignmentLab.Learning;
using AlignmentLab.Randomness;

namespace AlignmentLab.Host.Bench;

/// <summary>
/// Optimiser steps a second of the managed trainer, as a run uses it: shuffling, gathering of batches, forward, backward, Adam.
/// Beside it eager PyTorch on one batch that stays the same (<c>eng/baselines/train_mlp.py</c>), with one thread or all
/// processors, whichever is faster. The two take turns; each figure is the median of the rounds.
/// </summary>
internal sealed class TrainBench : IBench
{
    private const int Rounds = 3;

    /// <summary>What one round of the managed trainer is to last, in seconds.</summary>
    private const double RoundSeconds = 1;

    private static readonly Network[] Networks =
    [
        new([4, 64, 64, 2], "tanh", BatchSize: 32, Examples: 4096),
        new([784, 512, 512, 10], "relu", BatchSize: 256, Examples: 2048),
    ];

    public string Name => "train";

    public async Task<IReadOnlyList<BenchRow>> RunAsync(BenchContext context)
    {
        var rows = new List<BenchRow>();
        foreach (var network in Networks)
        {
            var task = network.Task();

            // The first measurement warms up, and tells how many epochs a round has.
            var perEpoch = network.Examples / network.BatchSize;
            await StepsPerSecondAsync(context, task, epochs: 3);
            var rate = await StepsPerSecondAsync(context, task, epochs: 10);
            var epochs = context.Scaled((int)Math.Ceiling(rate * RoundSeconds / perEpoch));
            var (ours, theirs) = (new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                ours.Add(await StepsPerSecondAsync(context, task, epochs));
                if (await BaselineAsync(context, network) is { } baseline)
                {
                    theirs.Add(baseline);
                }
            }

            rows.Add(theirs.Count == 0
                ? BenchRow.Alone(network.Title, "steps/s", Median(ours))
                : BenchRow.Beside(network.Title, "steps/s", Median(ours), Median(theirs)));
        }

        return rows;
    }

    private static async Task<double> StepsPerSecondAsync(BenchContext context, TrainingTask task, int epochs)
    {
        var started = context.Time.GetTimestamp();
        var trained = await new ManagedTrainer().TrainAsync(
            task with { Learner = task.Learner with { Epochs = epochs } }, progress: null, context.CancellationToken);
        return trained.Steps / context.Time.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<double?> BaselineAsync(BenchContext context, Network network)
    {
        double? best = null;
        foreach (var threads in new[] { 1, Environment.ProcessorCount }.Distinct())
        {
            string[] arguments =
            [
                "--sizes", string.Join(',', network.Sizes), "--activation", network.Activation, "--batch", $"{network.BatchSize}",
                "--threads", $"{threads}", "--seconds", $"{RoundSeconds}",
            ];
            if (await context.Baseline("train_mlp.py", arguments) is { } result)
            {
                best = Math.Max(best ?? 0, (double)result["steps_per_second"]!);
            }
        }

        return best;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private sealed record Network(int[] Sizes, string Activation, int BatchSize, int Examples)
    {
        public string Title => $"train/{string.Join('-', Sizes)} {Activation}, batch {BatchSize}";

        public TrainingTask Task()
        {
            var draws = new RandomStream(1, Title).CreateGenerator();
            var (inputs, classes) = (new float[Examples * Sizes[0]], new float[Examples]);
            for (var i = 0; i < inputs.Length; i++)
            {
                inputs[i] = (float)draws.NextUniform(-1, 1);
            }

            for (var i = 0; i < classes.Length; i++)
            {
                classes[i] = draws.NextInteger(0, Sizes[^1]);
            }

            return new TrainingTask(
                new LearnerOptions { Model = new ModelSpec { Hidden = Sizes[1..^1], Activation = Activation }, BatchSize = BatchSize },
                new TrainingData(Examples, Sizes[0], inputs, 1, classes), Sizes[^1], "cross-entropy", Seed: 1, Start: null,
                new Dictionary<string, string>(StringComparer.Ordinal));
        }
    }
}
