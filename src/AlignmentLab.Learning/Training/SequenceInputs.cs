using AlignmentLab.Engines;
using AlignmentLab.Errors;

namespace AlignmentLab.Learning.Training;

/// <summary>Rows of tokens, as models of sequences read them: see <see cref="ISequenceModel"/>.</summary>
internal static class SequenceInputs
{
    /// <summary>Tokens that can occur, the mark of the beginning not among them.</summary>
    public static int Vocabulary(TrainingTask task) => task.Learner.Model.Transformer?.Vocabulary ?? task.OutputSize;

    /// <exception cref="WorkFailedException">A row is no sequence; the message names the example.</exception>
    public static void Check(TrainingTask task)
    {
        var (width, vocabulary) = (task.Data.InputSize, Vocabulary(task));
        for (var i = 0; i < task.Data.Count; i++)
        {
            var row = task.Data.Inputs.AsSpan(i * width, width);
            var length = TokenRow.Length<float>(row);
            if (length == 0)
            {
                throw new WorkFailedException($"Example {i} has no token; a sequence has one at least, if only the mark of the beginning, {vocabulary}.");
            }

            for (var j = 0; j < width; j++)
            {
                var limit = j == 0 ? vocabulary + 1 : vocabulary;
                if (j < length ? row[j] >= limit || row[j] != MathF.Floor(row[j]) : row[j] != -1)
                {
                    throw new WorkFailedException(
                        $"Example {i} has {row[j]} at place {j}; tokens are whole numbers from 0 to {vocabulary - 1}, {vocabulary} at the beginning, and -1 alone after the end.");
                }
            }
        }
    }
}
