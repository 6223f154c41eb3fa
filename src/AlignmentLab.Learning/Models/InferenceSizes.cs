using AlignmentLab.Engines;

namespace AlignmentLab.Learning.Models;

/// <summary>Whether a call has as many numbers as the model takes and gives.</summary>
internal static class InferenceSizes
{
    /// <exception cref="ArgumentException">It does not.</exception>
    public static void Check(IModel model, int count, int inputs, int outputs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (inputs != (long)count * model.InputSize || outputs != (long)count * model.OutputSize)
        {
            throw new ArgumentException(
                $"{count} rows take {(long)count * model.InputSize} inputs and give {(long)count * model.OutputSize} outputs, not {inputs} and {outputs}.", nameof(inputs));
        }
    }
}
