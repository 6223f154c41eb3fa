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
    public static InputScaling Fit(TrainingData data)
    {
        var size = data.InputSize;
        var (sums, squares) = (new double[size], new double[size]);
        for (var i = 0; i < data.Inputs.Length; i++)
        {
            sums[i % size] += data.Inputs[i];
        }

        for (var i = 0; i < data.Inputs.Length; i++)
        {
            var difference = data.Inputs[i] - (sums[i % size] / data.Count);
            squares[i % size] += difference * difference;
        }

        return new InputScaling(
            [.. sums.Select(sum => (float)(sum / data.Count))],
            [.. squares.Select(square => (float)Math.Sqrt(square / data.Count)).Select(d => d > 0 ? d : 1)]);
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
