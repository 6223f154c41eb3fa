using AlignmentLab.Artifacts;
using AlignmentLab.Learning.Autograd;
using AlignmentLab.Learning.Models;

namespace AlignmentLab.Learning.Checkpoints;

/// <summary>A parameter as PyTorch lays it out: weights of a layer outputs by inputs, biases and gains in one dimension, tables in two.</summary>
internal static class WeightLayout
{
    /// <summary>Inputs by outputs here, outputs by inputs there.</summary>
    public static SafetensorsTensor Transposed(Parameter weight)
    {
        var (inputs, outputs) = (weight.Value.Rows, weight.Value.Columns);
        var transposed = new float[inputs * outputs];
        Transpose(inputs, outputs, weight.Value.Span, transposed);
        return SafetensorsTensor.Of(weight.Name, [outputs, inputs], transposed);
    }

    public static void ReadTransposed(CheckpointFile file, Parameter weight)
    {
        var (inputs, outputs) = (weight.Value.Rows, weight.Value.Columns);
        Transpose(outputs, inputs, file.Floats(weight.Name, outputs, inputs), weight.Value.Span);
    }

    /// <summary>As it is: a bias, a gain or a table.</summary>
    public static SafetensorsTensor Plain(Parameter parameter) => SafetensorsTensor.Of(parameter.Name, Shape(parameter), parameter.Value.Span);

    public static void ReadPlain(CheckpointFile file, Parameter parameter) => file.Floats(parameter.Name, Shape(parameter)).CopyTo(parameter.Value.Span);

    private static long[] Shape(Parameter parameter) => parameter.Name is Transformer.TokenTable or Transformer.PositionTable
        ? [parameter.Value.Rows, parameter.Value.Columns] : [parameter.Value.Columns];

    private static void Transpose(int rows, int columns, ReadOnlySpan<float> source, Span<float> target)
    {
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                target[(j * rows) + i] = source[(i * columns) + j];
            }
        }
    }
}
