using AlignmentLab.Engines;
using AlignmentLab.Learning;
using AlignmentLab.Randomness;

namespace AlignmentLab.Tests.Learning;

/// <summary>Training tasks that together use every kernel, with sizes that are no multiples of any vector or block.</summary>
internal static class GoldenTasks
{
    public static TrainingTask Named(string name) => name switch
    {
        "classifier" => Make(new LearnerOptions
        {
            Model = new ModelSpec { Hidden = [67, 33], NormalizeInputs = true }, Epochs = 3, BatchSize = 48,
        }, "cross-entropy", examples: 200, inputs: 5, outputs: 3),
        "regressor" => Make(new LearnerOptions
        {
            Model = new ModelSpec { Hidden = [41], Activation = "relu" },
            Optimizer = new OptimizerOptions { Kind = "sgd", LearningRate = 0.05, Momentum = 0.9, WeightDecay = 1e-3 },
            Epochs = 3,
        }, "squared-error", examples: 150, inputs: 7, outputs: 2),
        "ridge" => Make(new LearnerOptions { Model = new ModelSpec { Kind = "ridge" } }, "squared-error", examples: 100, inputs: 11, outputs: 4),
        "threaded" => Make(new LearnerOptions
        {
            Model = new ModelSpec { Hidden = [131] }, Epochs = 2, BatchSize = 240, Optimizer = new OptimizerOptions { WeightDecay = 1e-4 },
        }, "cross-entropy", examples: 500, inputs: 70, outputs: 10),
        "preferences" => Preferences(new LearnerOptions { Model = new ModelSpec { Hidden = [29], NormalizeInputs = true }, Epochs = 3, BatchSize = 7 }),
        "sequences" => Sequences(new LearnerOptions
        {
            Model = new ModelSpec { Kind = "transformer", Transformer = new TransformerOptions { Layers = 2, Width = 36, Heads = 3 } }, Epochs = 2, BatchSize = 11,
        }),
        "ngram" => Sequences(new LearnerOptions { Model = new ModelSpec { Kind = "ngram", Order = 4 } }),
        "policy" => Actions(new LearnerOptions { Model = new ModelSpec { Hidden = [37] }, Epochs = 3, BatchSize = 24 }),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, message: null),
    };

    /// <summary>Pairs of fragments of five and three steps, the latter padded.</summary>
    private static TrainingTask Preferences(LearnerOptions learner)
    {
        const int Pairs = 50, Rows = 10, Inputs = 6;
        var draws = new RandomStream(42, "preference").CreateGenerator();
        var (x, y) = (new float[Pairs * Rows * Inputs], new float[Pairs * Rows * 2]);
        for (var pair = 0; pair < Pairs; pair++)
        {
            var share = draws.NextInteger(0, 3) / 2f;
            for (var row = pair * Rows; row < (pair + 1) * Rows; row++)
            {
                var steps = row % Rows < 8;
                (y[2 * row], y[(2 * row) + 1]) = (steps ? 1 : 0, share);
                for (var i = 0; i < Inputs && steps; i++)
                {
                    x[(row * Inputs) + i] = (float)draws.NextUniform(-2, 3);
                }
            }
        }

        return New(learner, new TrainingData(Pairs, Inputs, x, 2, y) { RowsPerExample = Rows }, 1, "preference");
    }

    /// <summary>Rows of up to 45 tokens of 13, predicted from the third on.</summary>
    private static TrainingTask Sequences(LearnerOptions learner)
    {
        const int Rows = 40, Context = 45, Vocabulary = 13;
        var draws = new RandomStream(42, "sequences").CreateGenerator();
        var (x, y) = (new float[Rows * Context], new float[Rows * Context]);
        for (var row = 0; row < Rows; row++)
        {
            var length = draws.NextInteger(5, Context + 1);
            for (var i = 0; i < Context; i++)
            {
                x[(row * Context) + i] = i == 0 ? Vocabulary : i < length ? draws.NextInteger(0, Vocabulary) : -1;
                y[(row * Context) + i] = i is >= 2 && i < length ? draws.NextInteger(0, Vocabulary) : -1;
            }
        }

        return New(learner, new TrainingData(Rows, Context, x, Context, y), Vocabulary, "sequence-cross-entropy");
    }

    private static TrainingTask Actions(LearnerOptions learner)
    {
        const int Steps = 150, Inputs = 5, Choices = 4;
        var draws = new RandomStream(42, "policy").CreateGenerator();
        var (x, y) = (new float[Steps * Inputs], new float[Steps * 3]);
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = (float)draws.NextUniform(-2, 3);
        }

        for (var step = 0; step < Steps; step++)
        {
            y[3 * step] = draws.NextInteger(0, Choices);
            y[(3 * step) + 1] = (float)draws.NextUniform(-2, 2);
            y[(3 * step) + 2] = (float)draws.NextUniform(-3, -0.5);
        }

        return New(learner, new TrainingData(Steps, Inputs, x, 3, y), Choices, "clipped-policy-gradient") with { EntropyBonus = 0.01 };
    }

    private static TrainingTask Make(LearnerOptions learner, string loss, int examples, int inputs, int outputs)
    {
        var draws = new RandomStream(42, loss).CreateGenerator();
        var x = new float[examples * inputs];
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = (float)draws.NextUniform(-2, 3);
        }

        var targetSize = loss == "cross-entropy" ? 1 : outputs;
        var y = new float[examples * targetSize];
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = loss == "cross-entropy" ? draws.NextInteger(0, outputs) : (float)draws.NextUniform(-1, 1);
        }

        return New(learner, new TrainingData(examples, inputs, x, targetSize, y), outputs, loss);
    }

    private static TrainingTask New(LearnerOptions learner, TrainingData data, int outputs, string loss) =>
        new(learner, data, outputs, loss, Seed: 11, Start: null, new Dictionary<string, string>(StringComparer.Ordinal) { ["task"] = "golden" });
}
