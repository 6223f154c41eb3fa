using AlignmentLab.Engines;
using AlignmentLab.Learning.Checkpoints;
using AlignmentLab.Learning.Kernels;
using AlignmentLab.Learning.Tensors;

namespace AlignmentLab.Learning.Models;

/// <summary>A checkpoint's model, ready to compute outputs on the calling thread. Row by row the results are the same in any batch.</summary>
internal sealed unsafe class Inference : IModel
{
    /// <summary>Rows computed at once, so that memory does not grow with the batch.</summary>
    private const int Chunk = 256;

    private readonly ModelCheckpoint _model;
    private readonly Tensor[] _outputs;
    private readonly Tensor _inputs;

    public Inference(ModelCheckpoint model)
    {
        _model = model;
        _inputs = new Tensor(Chunk, InputSize);
        _outputs = [.. model.Network.Layers.Select(layer => new Tensor(Chunk, layer.Bias.Value.Columns))];
    }

    public int InputSize => _model.Network.Sizes[0];

    public int OutputSize => _model.Network.Sizes[^1];

    public string Loss => _model.Loss;

    public void Forward(int count, ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (inputs.Length != (long)count * InputSize || outputs.Length != (long)count * OutputSize)
        {
            throw new ArgumentException(
                $"{count} rows take {(long)count * InputSize} inputs and give {(long)count * OutputSize} outputs, not {inputs.Length} and {outputs.Length}.",
                nameof(inputs));
        }

        for (var start = 0; start < count; start += Chunk)
        {
            var rows = Math.Min(Chunk, count - start);
            var chunk = inputs.Slice(start * InputSize, rows * InputSize);
            Forward(rows, chunk);
            _outputs[^1].Span[..(rows * OutputSize)].CopyTo(outputs[(start * OutputSize)..]);
        }
    }

    private void Forward(int rows, ReadOnlySpan<float> inputs)
    {
        if (_model.Scaling is { } scaling)
        {
            scaling.Apply(inputs, _inputs.Span);
        }
        else
        {
            inputs.CopyTo(_inputs.Span);
        }

        var layer = _inputs;
        for (var i = 0; i < _outputs.Length; i++)
        {
            var (weight, bias) = _model.Network.Layers[i];
            var target = _outputs[i];
            RowKernels.Fill(bias.Value, target, rows);
            MatrixProduct.Add(
                Factor.Of(layer), Factor.Of(weight.Value), target.Pointer, target.Columns, rows, layer.Columns, target.Columns, LaneWidths.Best);
            if (i < _outputs.Length - 1)
            {
                Activation.Apply(_model.Network.ActivationName, target.Pointer, rows * target.Columns);
            }

            layer = target;
        }

        GC.KeepAlive(this);
    }
}
