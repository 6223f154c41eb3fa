using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Learning.Models;

namespace AlignmentLab.Learning.Training;

/// <summary>
/// Linear least squares with an L2 penalty: the weights W and intercept b that make sum_i |y_i - x_i W - b|^2 + penalty |W|^2
/// least. The intercept is not penalised. Solved in double precision: inputs and targets are centred, and the normal equations
/// (X'X + penalty I) W = X'Y solved by Cholesky decomposition. Every sum runs from the first example to the last.
/// </summary>
internal static class RidgeRegression
{
    /// <summary>Fits a linear network in place.</summary>
    /// <param name="targets">Row-major, <c>data.Count</c> rows of as many numbers as the network has outputs.</param>
    /// <returns>The mean squared error over examples and outputs.</returns>
    /// <exception cref="WorkFailedException">The normal equations are singular to working precision.</exception>
    public static double Fit(TrainingData data, float[] targets, double penalty, Mlp network, CancellationToken cancellationToken)
    {
        var (n, inputs, outputs) = (data.Count, data.InputSize, network.Sizes[^1]);
        var width = inputs + outputs;
        var means = new double[width];
        var row = new double[width];
        for (var i = 0; i < n; i++)
        {
            Load(data, targets, i, row);
            for (var j = 0; j < width; j++)
            {
                means[j] += row[j];
            }
        }

        for (var j = 0; j < width; j++)
        {
            means[j] /= n;
        }

        // The upper triangle of X'X, and X'Y to the right of it.
        var moments = new double[inputs, width];
        for (var i = 0; i < n; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Load(data, targets, i, row);
            for (var j = 0; j < width; j++)
            {
                row[j] -= means[j];
            }

            for (var r = 0; r < inputs; r++)
            {
                for (var c = r; c < width; c++)
                {
                    moments[r, c] += row[r] * row[c];
                }
            }
        }

        for (var r = 0; r < inputs; r++)
        {
            moments[r, r] += penalty;
        }

        Cholesky.Solve(moments, inputs, outputs);
        Store(network, moments, means);
        return Error(data, targets, moments, means, outputs);
    }

    private static void Load(TrainingData data, float[] targets, int example, double[] row)
    {
        var outputs = row.Length - data.InputSize;
        for (var j = 0; j < data.InputSize; j++)
        {
            row[j] = data.Inputs[(example * data.InputSize) + j];
        }

        for (var j = 0; j < outputs; j++)
        {
            row[data.InputSize + j] = targets[(example * outputs) + j];
        }
    }

    private static void Store(Mlp network, double[,] solution, double[] means)
    {
        var (weight, bias) = network.Layers[0];
        var inputs = weight.Value.Rows;
        for (var output = 0; output < bias.Value.Columns; output++)
        {
            var intercept = means[inputs + output];
            for (var input = 0; input < inputs; input++)
            {
                weight.Value[input, output] = (float)solution[input, inputs + output];
                intercept -= means[input] * solution[input, inputs + output];
            }

            bias.Value[0, output] = (float)intercept;
        }
    }

    private static double Error(TrainingData data, float[] targets, double[,] solution, double[] means, int outputs)
    {
        var row = new double[data.InputSize + outputs];
        var total = 0.0;
        for (var i = 0; i < data.Count; i++)
        {
            Load(data, targets, i, row);
            for (var output = data.InputSize; output < row.Length; output++)
            {
                var error = row[output] - means[output];
                for (var input = 0; input < data.InputSize; input++)
                {
                    error -= (row[input] - means[input]) * solution[input, output];
                }

                total += error * error;
            }
        }

        return total / ((double)data.Count * outputs);
    }
}
