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

        if (!TrainingLoss.IsKnown(task.Loss))
        {
            throw new InvalidInputException($"The loss of a training task must be {TrainingLoss.Names}, not '{task.Loss}'.");
        }

        var loss = TrainingLoss.Named(task.Loss);
        if (loss.EveryPosition && !task.Learner.Model.ReadsSequences())
        {
            throw new InvalidInputException($"learner.model.kind must be transformer or ngram for a {task.Loss} loss, which wants outputs at each token; it is {task.Learner.Model.Kind}.");
        }

        if (task.Learner.Model.Kind == "ridge" && !loss.HasLeastSquares)
        {
            throw new InvalidInputException($"learner.model.kind ridge is fitted by least squares, which a {task.Loss} loss has none of; use mlp or linear.");
        }

        if (task.Learner.Model.Kind == "ngram" && !loss.EveryPosition)
        {
            throw new InvalidInputException($"learner.model.kind ngram counts tokens, which makes nothing of a {task.Loss} loss; use transformer.");
        }

        CheckShapes(task, loss);
        if (task.Learner.Model.ReadsSequences())
        {
            SequenceInputs.Check(task);
        }

        CheckFinite(task.Data.Inputs, task.Data.InputSize * task.Data.RowsPerExample, "input");
        CheckFinite(task.Data.Targets, task.Data.TargetSize * task.Data.RowsPerExample, "target");
        loss.Check(task);
    }

    private static void CheckShapes(TrainingTask task, TrainingLoss loss)
    {
        var data = task.Data;
        if (data.Count < 1 || data.InputSize < 1 || task.OutputSize < 1)
        {
            throw new WorkFailedException(
                $"Training needs examples, inputs and outputs; there are {data.Count} examples of {data.InputSize} inputs for {task.OutputSize} outputs.");
        }

        if (!loss.AllowsRows(data.RowsPerExample))
        {
            throw new WorkFailedException($"An example of a {task.Loss} loss cannot be {data.RowsPerExample} rows.");
        }

        var targetSize = loss.TargetSize(task);
        if (data.TargetSize != targetSize)
        {
            throw new WorkFailedException($"A {task.Loss} target has {targetSize} numbers a row here; the data have {data.TargetSize}.");
        }

        var rows = (long)data.Count * data.RowsPerExample;
        if (data.Inputs.Length != rows * data.InputSize || data.Targets.Length != rows * data.TargetSize)
        {
            throw new WorkFailedException(
                $"{rows} rows of {data.InputSize} inputs and {data.TargetSize} targets do not make "
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

    private static string CamelCase(string path) => string.Join('.', path.Split('.').Select(name => char.ToLowerInvariant(name[0]) + name[1..]));
}
