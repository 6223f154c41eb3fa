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
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, message: null),
    };

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

        return new TrainingTask(
            learner, new TrainingData(examples, inputs, x, targetSize, y), outputs, loss, Seed: 11, Start: null,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["task"] = "golden" });
    }
}
