using AlignmentLab.Engines;
using AlignmentLab.Learning.Autograd;
using AlignmentLab.Learning.Kernels;
using AlignmentLab.Learning.Tensors;

namespace AlignmentLab.Learning.Models;

/// <summary>Sequences that a transformer reads token by token, with the keys and values of what has been read.</summary>
internal sealed unsafe class TransformerReading : ISequenceReading
{
    private readonly Transformer _network;
    private readonly int _sequences;

    /// <summary>For each block, <c>sequences * context x 2 width</c>: keys and values side by side.</summary>
    private readonly Tensor[] _kept;

    private readonly Tensor _stream;
    private readonly Tensor _normalized;
    private readonly Tensor _qkv;
    private readonly Tensor _attended;
    private readonly Tensor _hidden;
    private readonly Tensor _mapped;
    private readonly Tensor _scores;
    private readonly Tensor _outputs;

    public TransformerReading(Transformer network, int sequences)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sequences, 1);
        (_network, _sequences) = (network, sequences);
        var width = network.Options.Width;
        _kept = [.. network.Blocks.Select(_ => new Tensor(checked(sequences * network.InputSize), 2 * width))];
        (_stream, _normalized, _attended, _mapped) = (Rows(width), Rows(width), Rows(width), Rows(width));
        (_qkv, _hidden, _outputs) = (Rows(3 * width), Rows(4 * width), Rows(network.OutputSize));
        _scores = new Tensor(1, network.InputSize);
        Tensor Rows(int columns) => new(sequences, columns);
    }

    public int Length { get; private set; }

    public void Read(ReadOnlySpan<int> tokens, Span<float> outputs)
    {
        TokenRows.CheckStep(_network.InputSize, _network.Vocabulary, _network.OutputSize, Length, _sequences, tokens, outputs.Length);
        Embed(tokens);
        for (var i = 0; i < _kept.Length; i++)
        {
            var block = _network.Blocks[i];
            Normalize(block.Norm1);
            Map(_normalized, block.AttentionIn, _qkv);
            Attend(_kept[i]);
            Map(_attended, block.AttentionOut, _mapped);
            RowKernels.Add(_mapped.Pointer, _stream.Pointer, _stream.Length);
            Normalize(block.Norm2);
            Map(_normalized, block.MlpIn, _hidden);
            Elementwise.Run(new ScalarFunctionKernel<GeluFunction>(_hidden.Pointer, _hidden.Pointer), 0, _hidden.Length);
            Map(_hidden, block.MlpOut, _mapped);
            RowKernels.Add(_mapped.Pointer, _stream.Pointer, _stream.Length);
        }

        Normalize(_network.Norm);
        Map(_normalized, _network.Head, _outputs);
        _outputs.Span.CopyTo(outputs);
        Length++;
        GC.KeepAlive(this);
    }

    private void Embed(ReadOnlySpan<int> tokens)
    {
        var width = _stream.Columns;
        for (var i = 0; i < _sequences; i++)
        {
            _network.Tokens.Value.Span.Slice(tokens[i] * width, width).CopyTo(_stream.Span[(i * width)..]);
            RowKernels.Add(_network.Positions.Value.Pointer + (Length * width), _stream.Pointer + (i * width), width);
        }
    }

    private void Normalize(Transformer.Pair norm)
    {
        var width = _stream.Columns;
        for (var i = 0; i < _sequences; i++)
        {
            var y = _normalized.Pointer + (i * width);
            LayerScaling.Forward(_stream.Pointer + (i * width), norm.Weight.Value.Pointer, norm.Bias.Value.Pointer, y, y, width);
        }
    }

    private static void Map(Tensor x, Transformer.Pair layer, Tensor y)
    {
        RowKernels.Fill(layer.Bias.Value, y, y.Rows);
        MatrixProduct.Add(Factor.Of(x), Factor.Of(layer.Weight.Value), y.Pointer, y.Columns, y.Rows, x.Columns, y.Columns, LaneWidths.Best);
    }

    /// <summary>Of each head of each sequence, from its new query to all keys kept, the new one among them.</summary>
    private void Attend(Tensor kept)
    {
        var (width, heads, context) = (_stream.Columns, _network.Options.Heads, _network.InputSize);
        var own = width / heads;
        var scale = 1 / MathF.Sqrt(own);
        _attended.Span.Clear();
        for (var i = 0; i < _sequences; i++)
        {
            var qkv = _qkv.Pointer + (i * 3 * width);
            var rows = kept.Pointer + ((nint)i * context * 2 * width);
            new Span<float>(qkv + width, 2 * width).CopyTo(new Span<float>(rows + (Length * 2 * width), 2 * width));
            for (var head = 0; head < heads; head++)
            {
                var keys = rows + (head * own);
                var seen = Length + 1;
                _scores.Span[..seen].Clear();
                MatrixProduct.Add(
                    new Factor(qkv + (head * own), width, 1), new Factor(keys, 1, 2 * width), _scores.Pointer, seen, 1, own, seen, LaneWidths.Best);
                SoftmaxRow.Forward(_scores.Pointer, seen, scale);
                MatrixProduct.Add(
                    new Factor(_scores.Pointer, seen, 1), new Factor(keys + width, 2 * width, 1),
                    _attended.Pointer + (i * width) + (head * own), width, 1, seen, own, LaneWidths.Best);
            }
        }
    }
}
