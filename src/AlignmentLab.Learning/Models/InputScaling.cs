using AlignmentLab.Engines;

namespace AlignmentLab.Learning.Models;

/// <summary>Subtracts a mean and divides by a standard deviation, feature by feature.</summary>
/// <param name="Mean">One number a feature.</param>
/// <param name="Deviation">One positive number a feature.</param>
public sealed record InputScaling(float[] Mean, float[] Deviation)
{
    /// <summary>
    /// The mean and the population standard deviation of the training inputs, summed in double precision from the first example
    /// to the last. A feature that never varies gets the deviation 1.
    /// </summary>
    public static InputScaling Fit(TrainingData data) => Fit(data.Inputs, data.InputSize);

    /// <summary>As <see cref="Fit(TrainingData)"/>, of rows as they are.</summary>
    /// <param name="inputs">Row-major, one row at least.</param>
    /// <param name="size">Numbers a row.</param>
    internal static InputScaling Fit(float[] inputs, int size)
    {
        var count = inputs.Length / size;
        var (sums, squares) = (new double[size], new double[size]);
        for (var i = 0; i < inputs.Length; i++)
        {
            sums[i % size] += inputs[i];
        }

        for (var i = 0; i < inputs.Length; i++)
        {
            var difference = inputs[i] - (sums[i % size] / count);
            squares[i % size] += difference * difference;
        }

        return new InputScaling(
            [.. sums.Select(sum => (float)(sum / count))],
            [.. squares.Select(square => (float)Math.Sqrt(square / count)).Select(d => d > 0 ? d : 1)]);
    }

    /// <summary>Scales rows of inputs.</summary>
    public void Apply(ReadOnlySpan<float> inputs, Span<float> scaled)
    {
        for (var start = 0; start < inputs.Length; start += Mean.Length)
        {
            for (var j = 0; j < Mean.Length; j++)
            {
                scaled[start + j] = (inputs[start + j] - Mean[j]) / Deviation[j];
            }
        }
    }
}
