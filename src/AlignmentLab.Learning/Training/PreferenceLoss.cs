using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Learning.Autograd;
using AlignmentLab.Learning.Models;
using AlignmentLab.Numerics;

namespace AlignmentLab.Learning.Training;

/// <summary>{weight, mu}: pairs of fragments, of which one is preferred.</summary>
internal sealed class PreferenceLoss() : TrainingLoss("preference")
{
    public override OutputMeaning Outputs => OutputMeaning.Reward;

    public override int TargetSize(TrainingTask task) => 2;

    public override bool AllowsRows(int rowsPerExample) => rowsPerExample >= 2 && rowsPerExample % 2 == 0;

    public override Variable OnTape(Variable outputs, Variable targets, TrainingTask task) =>
        outputs.PreferenceLoss(targets, task.Data.RowsPerExample);

    /// <summary>A model that rewards all alike takes either fragment at even odds, whatever mu is.</summary>
    public override double OfZeroOutputs(TrainingTask task) => PortableMath.Log(2);

    public override void Check(TrainingTask task)
    {
        if (task.OutputSize != 1)
        {
            throw new WorkFailedException($"A reward is one number a step; a model of preferences cannot have {task.OutputSize} outputs.");
        }

        var (targets, rows) = (task.Data.Targets, task.Data.RowsPerExample);
        for (var i = 0; i < task.Data.Count; i++)
        {
            CheckPair(i, targets.AsSpan(i * rows * 2, rows * 2));
        }
    }

    /// <summary>Of the steps alone: rows that only pad are no inputs.</summary>
    public override InputScaling Scaling(TrainingData data)
    {
        var inputs = Enumerable.Range(0, data.Rows).Where(row => data.Targets[2 * row] == 1)
            .SelectMany(row => new ArraySegment<float>(data.Inputs, row * data.InputSize, data.InputSize));
        return InputScaling.Fit([.. inputs], data.InputSize);
    }

    private static void CheckPair(int example, ReadOnlySpan<float> targets)
    {
        var (mu, rows) = (targets[1], targets.Length / 2);
        Span<int> steps = [0, 0];
        for (var row = 0; row < rows; row++)
        {
            var weight = targets[2 * row];
            if (weight is not (0 or 1))
            {
                throw new WorkFailedException($"Example {example} has a row of the weight {weight}; it is 1 for a step and 0 for a row that only pads.");
            }

            if (targets[(2 * row) + 1] != mu || mu is < 0 or > 1)
            {
                throw new WorkFailedException(
                    $"Example {example} has the preference {targets[(2 * row) + 1]} at row {row}; it is one number from 0 to 1, the same in all rows of a pair.");
            }

            steps[row < rows / 2 ? 0 : 1] += (int)weight;
        }

        if (steps[0] == 0 || steps[1] == 0)
        {
            throw new WorkFailedException($"Example {example} has a fragment without steps: all its rows have the weight 0.");
        }
    }
}
