using AlignmentLab.Engines;
using AlignmentLab.Learning;
using AlignmentLab.Randomness;

namespace AlignmentLab.Host.Bench;

/// <summary>
/// Optimiser steps a second of the managed trainer, as a run uses it: shuffling, gathering of batches, forward, backward, Adam.
/// Beside it eager PyTorch on one batch that stays the same (<c>eng/baselines/train_mlp.py</c>, <c>train_transformer.py</c>), with
/// one thread or all processors, whichever is faster. The two take turns; each figure is the median of the rounds.
/// </summary>
internal sealed class TrainBench : IBench
{
    private const int Rounds = 3;

    /// <summary>What one round of the managed trainer is to last, in seconds.</summary>
    private const double RoundSeconds = 1;

    private static readonly ITrained[] Networks =
    [
        new Layers([4, 64, 64, 2], "tanh", BatchSize: 32, Examples: 4096),
        new Layers([784, 512, 512, 10], "relu", BatchSize: 256, Examples: 2048),
        new Sequences(new TransformerOptions { Layers = 2, Width = 64, Heads = 4 }, Context: 128, Vocabulary: 64, BatchSize: 16, Examples: 256),
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

    private static async Task<double?> BaselineAsync(BenchContext context, ITrained network)
    {
        double? best = null;
        foreach (var threads in new[] { 1, Environment.ProcessorCount }.Distinct())
        {
            string[] arguments = [.. network.Arguments, "--batch", $"{network.BatchSize}", "--threads", $"{threads}", "--seconds", $"{RoundSeconds}"];
            if (await context.Baseline(network.Script, arguments) is { } result)
            {
                best = Math.Max(best ?? 0, (double)result["steps_per_second"]!);
            }
        }

        return best;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <summary>A training task, and how the baseline is told of its like.</summary>
    private interface ITrained
    {
        string Title { get; }

        int BatchSize { get; }

        int Examples { get; }

        string Script { get; }

        string[] Arguments { get; }

        TrainingTask Task();
    }

    private sealed record Layers(int[] Sizes, string Activation, int BatchSize, int Examples) : ITrained
    {
        public string Title => $"train/{string.Join('-', Sizes)} {Activation}, batch {BatchSize}";

        public string Script => "train_mlp.py";

        public string[] Arguments => ["--sizes", string.Join(',', Sizes), "--activation", Activation];

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

            return New(
                new ModelSpec { Hidden = Sizes[1..^1], Activation = Activation }, BatchSize,
                new TrainingData(Examples, Sizes[0], inputs, 1, classes), Sizes[^1], "cross-entropy");
        }
    }

    private sealed record Sequences(TransformerOptions Model, int Context, int Vocabulary, int BatchSize, int Examples) : ITrained
    {
        public string Title => $"train/transformer {Model.Layers}x{Model.Width}, context {Context}, batch {BatchSize}";

        public string Script => "train_transformer.py";

        public string[] Arguments =>
        [
            "--layers", $"{Model.Layers}", "--width", $"{Model.Width}", "--heads", $"{Model.Heads}", "--context", $"{Context}", "--vocabulary", $"{Vocabulary}",
        ];

        public TrainingTask Task()
        {
            var draws = new RandomStream(1, Title).CreateGenerator();
            var (inputs, classes) = (new float[Examples * Context], new float[Examples * Context]);
            for (var i = 0; i < inputs.Length; i++)
            {
                (inputs[i], classes[i]) = (i % Context == 0 ? Vocabulary : draws.NextInteger(0, Vocabulary), draws.NextInteger(0, Vocabulary));
            }

            return New(
                new ModelSpec { Kind = "transformer", Transformer = Model }, BatchSize,
                new TrainingData(Examples, Context, inputs, Context, classes), Vocabulary, "sequence-cross-entropy");
        }
    }

    private static TrainingTask New(ModelSpec model, int batchSize, TrainingData data, int outputs, string loss) => new(
        new LearnerOptions { Model = model, BatchSize = batchSize }, data, outputs, loss, Seed: 1, Start: null, new Dictionary<string, string>(StringComparer.Ordinal));
}
