using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Learning.Autograd;
using AlignmentLab.Learning.Models;

namespace AlignmentLab.Learning.Training;

/// <summary>One kind of loss: what its targets are, how it is computed, and which data it refuses. The formulas are at <see cref="TrainingTask.Loss"/>.</summary>
internal abstract class TrainingLoss(string name)
{
    private static readonly TrainingLoss[] Table =
    [
        new CrossEntropyLoss(), new SequenceCrossEntropyLoss(), new SquaredErrorLoss(), new PreferenceLoss(), new PolicyGradientLoss(), new ClippedPolicyGradientLoss(),
    ];

    /// <summary>All names, for a message.</summary>
    public static string Names { get; } = string.Join(", ", Table[..^1].Select(loss => loss.Name)) + " or " + Table[^1].Name;

    public string Name { get; } = name;

    /// <summary>What the outputs of a model with this loss mean. Training may go on from a checkpoint whose outputs mean the same.</summary>
    public abstract OutputMeaning Outputs { get; }

    /// <summary>Whether it has a counterpart in linear least squares.</summary>
    public virtual bool HasLeastSquares => false;

    public static bool IsKnown(string name) => Array.Exists(Table, loss => loss.Name == name);

    public static TrainingLoss Named(string name) => Array.Find(Table, loss => loss.Name == name)
        ?? throw new ArgumentException($"There is no loss '{name}'.", nameof(name));

    /// <summary>Whether it wants outputs at each number of a row, not for the row as a whole.</summary>
    public virtual bool EveryPosition => false;

    /// <summary>Numbers a row of targets.</summary>
    public abstract int TargetSize(TrainingTask task);

    /// <summary>Whether an example may have so many rows.</summary>
    public virtual bool AllowsRows(int rowsPerExample) => rowsPerExample == 1;

    /// <summary>Writes the mean loss over the examples of a batch down.</summary>
    public abstract Variable OnTape(Variable outputs, Variable targets, TrainingTask task);

    /// <summary>
    /// What a model whose outputs are all 0 loses on average: the size that a loss has without learning. Of a loss that may be
    /// negative, the mean of the terms' sizes.
    /// </summary>
    public abstract double OfZeroOutputs(TrainingTask task);

    /// <exception cref="WorkFailedException">An example's target cannot be; the message names the example.</exception>
    public abstract void Check(TrainingTask task);

    /// <summary>The scaling of the inputs that training sees.</summary>
    public virtual InputScaling Scaling(TrainingData data) => InputScaling.Fit(data);

    /// <summary>What ridge regression is to hit: one number an output; null where there is no such thing.</summary>
    public virtual float[]? LeastSquaresTargets(TrainingTask task) => null;

    /// <exception cref="WorkFailedException">The first number of some row is no class.</exception>
    protected static void CheckClasses(TrainingTask task)
    {
        var (targets, width) = (task.Data.Targets, task.Data.TargetSize);
        for (var i = 0; i < task.Data.Count; i++)
        {
            var value = targets[i * width];
            if (value < 0 || value >= task.OutputSize || value != MathF.Floor(value))
            {
                throw new WorkFailedException($"Example {i} has the class {value}; classes are whole numbers from 0 to {task.OutputSize - 1}.");
            }
        }
    }
}

/// <summary>What a model's outputs are.</summary>
internal enum OutputMeaning
{
    /// <summary>Scores of classes, of which the softmax is their probabilities.</summary>
    Logits,

    /// <summary>Predicted numbers.</summary>
    Values,

    /// <summary>The reward of one step.</summary>
    Reward,
}
