using AlignmentLab.Engines;
using AlignmentLab.Learning.Autograd;
using AlignmentLab.Numerics;

namespace AlignmentLab.Learning.Training;

/// <summary>{class}: -log softmax(outputs)[class].</summary>
internal sealed class CrossEntropyLoss() : TrainingLoss("cross-entropy")
{
    public override OutputMeaning Outputs => OutputMeaning.Logits;

    public override bool HasLeastSquares => true;

    public override int TargetSize(TrainingTask task) => 1;

    public override Variable OnTape(Variable outputs, Variable targets, TrainingTask task) => outputs.CrossEntropy(targets);

    public override double OfZeroOutputs(TrainingTask task) => PortableMath.Log(task.OutputSize);

    public override void Check(TrainingTask task) => CheckClasses(task);

    /// <summary>1 for the class and 0 for the others.</summary>
    public override float[] LeastSquaresTargets(TrainingTask task)
    {
        var targets = new float[checked(task.Data.Count * task.OutputSize)];
        for (var i = 0; i < task.Data.Count; i++)
        {
            targets[(i * task.OutputSize) + (int)task.Data.Targets[i]] = 1;
        }

        return targets;
    }
}

/// <summary>{one number an output}: the mean square of the differences.</summary>
internal sealed class SquaredErrorLoss() : TrainingLoss("squared-error")
{
    public override OutputMeaning Outputs => OutputMeaning.Values;

    public override bool HasLeastSquares => true;

    public override int TargetSize(TrainingTask task) => task.OutputSize;

    public override Variable OnTape(Variable outputs, Variable targets, TrainingTask task) => outputs.SquaredError(targets);

    public override double OfZeroOutputs(TrainingTask task) =>
        task.Data.Targets.Sum(target => (double)target * target) / task.Data.Targets.Length;

    public override void Check(TrainingTask task)
    {
        // Any finite number is a target.
    }

    public override float[] LeastSquaresTargets(TrainingTask task) => task.Data.Targets;
}
