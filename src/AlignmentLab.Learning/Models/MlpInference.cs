using AlignmentLab.Engines;
using AlignmentLab.Environments;
using AlignmentLab.Learning.Autograd;
using AlignmentLab.Learning.Checkpoints;
using AlignmentLab.Learning.Kernels;
using AlignmentLab.Learning.Tensors;

namespace AlignmentLab.Learning.Models;

/// <summary>A checkpoint's model, ready to compute outputs on the calling thread. Row by row the results are the same in any batch.</summary>
internal unsafe class MlpInference : IModel
{
    /// <summary>Rows computed at once, so that memory does not grow with the batch.</summary>
    private const int Chunk = 256;

    private readonly Mlp _network;
    private readonly ModelCheckpoint _model;
    private readonly Tensor[] _outputs;
    private readonly Tensor _inputs;
    private float[] _factors = [];

    public MlpInference(Mlp network, ModelCheckpoint model)
    {
        (_network, _model) = (network, model);
        _inputs = new Tensor(Chunk, InputSize);
        _outputs = [.. network.Layers.Select(layer => new Tensor(Chunk, layer.Bias.Value.Columns))];
    }

    public int InputSize => _network.Sizes[0];

    public int OutputSize => _network.Sizes[^1];

    public string Loss => _model.Loss;

    public void Forward(int count, ReadOnlySpan<float> inputs, Span<float> outputs) => Compute(count, inputs, outputs, dropout: null);

    /// <param name="dropout">What drops hidden units; null: none are.</param>
    protected void Compute(int count, ReadOnlySpan<float> inputs, Span<float> outputs, IDrawSource? dropout)
    {
        InferenceSizes.Check(this, count, inputs.Length, outputs.Length);

        for (var start = 0; start < count; start += Chunk)
        {
            var rows = Math.Min(Chunk, count - start);
            var chunk = inputs.Slice(start * InputSize, rows * InputSize);
            Compute(rows, chunk, dropout);
            _outputs[^1].Span[..(rows * OutputSize)].CopyTo(outputs[(start * OutputSize)..]);
        }
    }

    private void Compute(int rows, ReadOnlySpan<float> inputs, IDrawSource? dropout)
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
                if (dropout is not null)
                {
                    Drop(target.Span[..(rows * target.Columns)], dropout);
                }
            }

            layer = target;
        }

        GC.KeepAlive(this);
    }

    private void Drop(Span<float> units, IDrawSource dropout)
    {
        if (_factors.Length < units.Length)
        {
            _factors = new float[units.Length];
        }

        DropoutMask.Draw(_factors.AsSpan(0, units.Length), _network.Dropout, dropout);
        for (var i = 0; i < units.Length; i++)
        {
            units[i] *= _factors[i];
        }
    }
}
