using AlignmentLab.Engines;
using AlignmentLab.Learning;
using AlignmentLab.Randomness;

namespace AlignmentLab.Compliance.Trainer;

/// <summary>Small training tasks whose solution is known.</summary>
public static class TrainingTasks
{
    /// <summary>The four corners of the square, class 1 where exactly one coordinate is 1: no linear model fits.</summary>
    public static TrainingTask Xor { get; } = Classes(
        new LearnerOptions
        {
            Model = new ModelSpec { Hidden = [16] },
            Optimizer = new OptimizerOptions { LearningRate = 0.05 },
            Epochs = 200,
            BatchSize = 4,
        },
        inputSize: 2, inputs: [0, 0, 0, 1, 1, 0, 1, 1], classes: [0, 1, 1, 0], classCount: 2);

    /// <summary>y = (2 x1 - 3 x2 + 0.5, x2 - x3) without noise on 64 points.</summary>
    public static TrainingTask Linear { get; } = MakeLinear();

    private static TrainingTask Classes(LearnerOptions learner, int inputSize, float[] inputs, float[] classes, int classCount) => new(
        learner, new TrainingData(classes.Length, inputSize, inputs, 1, classes), classCount, "cross-entropy", Seed: 7, Start: null, NoProvenance);

    private static Dictionary<string, string> NoProvenance => new(StringComparer.Ordinal);

    private static TrainingTask MakeLinear()
    {
        var draws = new RandomStream(3, "linear").CreateGenerator();
        var inputs = new float[64 * 3];
        var targets = new float[64 * 2];
        for (var i = 0; i < 64; i++)
        {
            var (x1, x2, x3) = ((float)draws.NextUniform(-1, 1), (float)draws.NextUniform(-1, 1), (float)draws.NextUniform(-1, 1));
            (inputs[3 * i], inputs[(3 * i) + 1], inputs[(3 * i) + 2]) = (x1, x2, x3);
            (targets[2 * i], targets[(2 * i) + 1]) = ((2 * x1) - (3 * x2) + 0.5f, x2 - x3);
        }

        var learner = new LearnerOptions
        {
            Model = new ModelSpec { Kind = "linear" },
            Optimizer = new OptimizerOptions { LearningRate = 0.02 },
            Epochs = 200,
            BatchSize = 16,
        };
        return new TrainingTask(learner, new TrainingData(64, 3, inputs, 2, targets), 2, "squared-error", Seed: 7, Start: null, NoProvenance);
    }
}
