using AlignmentLab.Engines;
using AlignmentLab.Errors;

namespace AlignmentLab.Learning.Training;

/// <summary>Refuses tasks that cannot be trained, before any work is done.</summary>
internal static class TaskValidation
{
    /// <exception cref="InvalidInputException">An option is out of its range; the message names the field.</exception>
    /// <exception cref="WorkFailedException">The data cannot be learnt from.</exception>
    public static void Check(TrainingTask task)
    {
        var errors = new LearnerOptionsValidator().Validate(task.Learner).Errors;
        if (errors.Count > 0)
        {
            throw new InvalidInputException(string.Join(" ", errors.Select(e => $"learner.{CamelCase(e.PropertyName)} {e.ErrorMessage}")));
        }

        if (task.Loss is not ("cross-entropy" or "squared-error"))
        {
            throw new InvalidInputException($"The loss of a training task must be cross-entropy or squared-error, not '{task.Loss}'.");
        }

        CheckShapes(task);
        CheckFinite(task.Data.Inputs, task.Data.InputSize, "input");
        CheckFinite(task.Data.Targets, task.Data.TargetSize, "target");
        if (task.Loss == "cross-entropy")
        {
            CheckClasses(task);
        }
    }

    private static void CheckShapes(TrainingTask task)
    {
        var data = task.Data;
        if (data.Count < 1 || data.InputSize < 1 || task.OutputSize < 1)
        {
            throw new WorkFailedException(
                $"Training needs examples, inputs and outputs; there are {data.Count} examples of {data.InputSize} inputs for {task.OutputSize} outputs.");
        }

        var targetSize = task.Loss == "cross-entropy" ? 1 : task.OutputSize;
        if (data.TargetSize != targetSize)
        {
            throw new WorkFailedException($"A {task.Loss} target has {targetSize} numbers an example here; the data have {data.TargetSize}.");
        }

        if (data.Inputs.Length != (long)data.Count * data.InputSize || data.Targets.Length != (long)data.Count * data.TargetSize)
        {
            throw new WorkFailedException(
                $"{data.Count} examples of {data.InputSize} inputs and {data.TargetSize} targets do not make "
                + $"{data.Inputs.Length} input and {data.Targets.Length} target numbers.");
        }
    }

    private static void CheckFinite(float[] values, int size, string what)
    {
        var bad = Array.FindIndex(values, value => !float.IsFinite(value));
        if (bad >= 0)
        {
            throw new WorkFailedException(
                $"Example {bad / size} has the {what} {values[bad]} at place {bad % size}; training data must be finite. Mend the data or leave the example out.");
        }
    }

    private static void CheckClasses(TrainingTask task)
    {
        var bad = Array.FindIndex(task.Data.Targets, value => value < 0 || value >= task.OutputSize || value != MathF.Floor(value));
        if (bad >= 0)
        {
            throw new WorkFailedException(
                $"Example {bad} has the class {task.Data.Targets[bad]}; classes are whole numbers from 0 to {task.OutputSize - 1}.");
        }
    }

    private static string CamelCase(string path) => string.Join('.', path.Split('.').Select(name => char.ToLowerInvariant(name[0]) + name[1..]));
}
