using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Learning.Autograd;
using AlignmentLab.Numerics;

namespace AlignmentLab.Learning.Training;

/// <summary>{class, advantage}: makes actions that did better than expected likelier.</summary>
internal sealed class PolicyGradientLoss() : TrainingLoss("policy-gradient")
{
    public override OutputMeaning Outputs => OutputMeaning.Logits;

    public override int TargetSize(TrainingTask task) => 2;

    public override Variable OnTape(Variable outputs, Variable targets, TrainingTask task) => outputs.PolicyGradient(targets, task.EntropyBonus);

    public override double OfZeroOutputs(TrainingTask task) =>
        PortableMath.Log(task.OutputSize) * (Advantages.MeanSize(task.Data) + task.EntropyBonus);

    public override void Check(TrainingTask task)
    {
        Advantages.CheckBonus(task);
        CheckClasses(task);
    }
}

/// <summary>{class, advantage, log probability under the policy that acted}: the same within a range about the policy that acted.</summary>
internal sealed class ClippedPolicyGradientLoss() : TrainingLoss("clipped-policy-gradient")
{
    public override OutputMeaning Outputs => OutputMeaning.Logits;

    public override int TargetSize(TrainingTask task) => 3;

    public override Variable OnTape(Variable outputs, Variable targets, TrainingTask task) =>
        outputs.ClippedPolicyGradient(targets, task.ClipRange, task.EntropyBonus);

    public override double OfZeroOutputs(TrainingTask task)
    {
        var (targets, uniform, total) = (task.Data.Targets, -PortableMath.Log(task.OutputSize), 0.0);
        for (var i = 0; i < task.Data.Count; i++)
        {
            var advantage = (double)targets[(3 * i) + 1];
            var ratio = PortableMath.Exp(uniform - targets[(3 * i) + 2]);
            total += Math.Abs(Math.Min(ratio * advantage, Math.Clamp(ratio, 1 - task.ClipRange, 1 + task.ClipRange) * advantage));
        }

        return (total / task.Data.Count) - (task.EntropyBonus * uniform);
    }

    public override void Check(TrainingTask task)
    {
        if (task.ClipRange is not (> 0 and < 1))
        {
            throw new InvalidInputException($"The clip range of a {Name} loss must be more than 0 and less than 1, not {task.ClipRange}.");
        }

        Advantages.CheckBonus(task);
        CheckClasses(task);
        for (var i = 0; i < task.Data.Count; i++)
        {
            if (task.Data.Targets[(3 * i) + 2] is > 0 and var logarithm)
            {
                throw new WorkFailedException($"Example {i} has the log probability {logarithm}; a probability is 1 at most, its logarithm 0.");
            }
        }
    }
}

/// <summary>What the policy gradient losses share.</summary>
file static class Advantages
{
    public static double MeanSize(TrainingData data)
    {
        var total = 0.0;
        for (var i = 0; i < data.Count; i++)
        {
            total += Math.Abs((double)data.Targets[(i * data.TargetSize) + 1]);
        }

        return total / data.Count;
    }

    public static void CheckBonus(TrainingTask task)
    {
        if (!(task.EntropyBonus >= 0 && double.IsFinite(task.EntropyBonus)))
        {
            throw new InvalidInputException($"The entropy bonus of a {task.Loss} loss must be 0 or more, not {task.EntropyBonus}.");
        }
    }
}
