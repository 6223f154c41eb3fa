using AlignmentLab.Engines;
using AlignmentLab.Learning.Checkpoints;
using AlignmentLab.Learning.Kernels;
using AlignmentLab.Learning.Tensors;

namespace AlignmentLab.Learning.Models;

/// <summary>A checkpoint's model, ready to compute outputs on the calling thread. Row by row the results are the same in any batch.</summary>
internal sealed unsafe class MlpInference : IModel
{
    /// <summary>Rows computed at once, so that memory does not grow with the batch.</summary>
    private const int Chunk = 256;

    private readonly Mlp _network;
    private readonly ModelCheckpoint _model;
    private readonly Tensor[] _outputs;
    private readonly Tensor _inputs;

    public MlpInference(Mlp network, ModelCheckpoint model)
    {
        (_network, _model) = (network, model);
        _inputs = new Tensor(Chunk, InputSize);
        _outputs = [.. network.Layers.Select(layer => new Tensor(Chunk, layer.Bias.Value.Columns))];
    }

    public int InputSize => _network.Sizes[0];

    public int OutputSize => _network.Sizes[^1];

    public string Loss => _model.Loss;

    public void Forward(int count, ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        InferenceSizes.Check(this, count, inputs.Length, outputs.Length);

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
            var (weight, bias) = _network.Layers[i];
            var target = _outputs[i];
            RowKernels.Fill(bias.Value, target, rows);
            MatrixProduct.Add(
                Factor.Of(layer), Factor.Of(weight.Value), target.Pointer, target.Columns, rows, layer.Columns, target.Columns, LaneWidths.Best);
            if (i < _outputs.Length - 1)
            {
                Activation.Apply(_network.ActivationName, target.Pointer, rows * target.Columns);
            }

            layer = target;
        }

        GC.KeepAlive(this);
    }
}
