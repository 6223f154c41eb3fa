using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Learning.Autograd;
using AlignmentLab.Numerics;

namespace AlignmentLab.Learning.Training;

/// <summary>{one class an input, or -1}: -log softmax(outputs)[class] at each token that has one.</summary>
internal sealed class SequenceCrossEntropyLoss() : TrainingLoss("sequence-cross-entropy")
{
    public override OutputMeaning Outputs => OutputMeaning.Logits;

    public override bool EveryPosition => true;

    public override int TargetSize(TrainingTask task) => task.Data.InputSize;

    public override Variable OnTape(Variable outputs, Variable targets, TrainingTask task) => outputs.CrossEntropy(targets.Reshape(outputs.Rows, 1));

    public override double OfZeroOutputs(TrainingTask task) => PortableMath.Log(task.OutputSize);

    public override void Check(TrainingTask task)
    {
        var width = task.Data.InputSize;
        var any = false;
        for (var i = 0; i < task.Data.Targets.Length; i++)
        {
            var value = task.Data.Targets[i];
            if (value < -1 || value >= task.OutputSize || value != MathF.Floor(value))
            {
                throw new WorkFailedException($"Example {i / width} has the class {value} at place {i % width}; classes are whole numbers from 0 to {task.OutputSize - 1}, or -1 for none.");
            }

            if (value >= 0 && task.Data.Inputs[i] < 0)
            {
                throw new WorkFailedException($"Example {i / width} has a class at place {i % width}, after the end of its tokens.");
            }

            any |= value >= 0;
        }

        if (!any)
        {
            throw new WorkFailedException("No token of the data has a class; there is nothing to learn.");
        }
    }
}
