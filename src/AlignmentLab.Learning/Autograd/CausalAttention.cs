using AlignmentLab.Learning.Kernels;
using AlignmentLab.Learning.Tensors;

namespace AlignmentLab.Learning.Autograd;

/// <summary>Scaled dot-product attention in several heads, each position to itself and those before it (Vaswani et al. 2017, section 3.2).</summary>
public static class CausalAttention
{
    /// <summary>
    /// softmax(Q K' / sqrt(d)) V for each head of each sequence, d being a head's width: <c>rows x width</c>, the heads' results
    /// side by side.
    /// </summary>
    /// <param name="qkv"><c>rows x 3 width</c>: queries, keys and values side by side, each with its heads side by side; the rows of one sequence after the other.</param>
    /// <param name="length">Rows of a sequence.</param>
    /// <param name="heads">A divisor of the width.</param>
    /// <exception cref="ArgumentException">The shape does not divide so.</exception>
    public static Variable Attend(this Variable qkv, int length, int heads)
    {
        var width = qkv.Columns / 3;
        if (length < 1 || heads < 1 || qkv.Columns % 3 != 0 || width % heads != 0 || qkv.Rows % length != 0)
        {
            throw new ArgumentException($"[{qkv.Rows}, {qkv.Columns}] is not sequences of {length} with queries, keys and values of {heads} heads.", nameof(qkv));
        }

        var y = qkv.Tape.Result(qkv.Rows, width, qkv);
        return qkv.Tape.Record(y, new AttendOperation(qkv, y, length, heads));
    }

    private sealed unsafe class AttendOperation(Variable qkv, Variable y, int length, int heads) : Operation
    {
        /// <summary>Rows of queries done together: of what they do not look at, less than so many columns are computed.</summary>
        private const int Block = 32;

        // Of one head of one sequence length^2 each: the probabilities of all, for the way back, and their gradients of one a thread.
        private readonly Tensor _probabilities = new(qkv.Rows / length * heads * length, length);
        private readonly Tensor _gradients = new(qkv.Tape.Crew.Size * length, length);

        public override void Forward()
        {
            y.Value.Span.Clear();
            qkv.Tape.Crew.Run(new ForwardWork(this));
        }

        public override void Backward()
        {
            if (qkv.Gradient is not null)
            {
                qkv.Tape.Crew.Run(new BackwardWork(this));
            }
        }

        private int Units => qkv.Rows / length * heads;

        private float Scale => 1 / MathF.Sqrt(y.Columns / heads);

        private void Forward(int unit)
        {
            var (q, k, v) = Parts(qkv.Value, unit);
            var p = _probabilities.Pointer + ((nint)unit * length * length);
            var result = Heads(y.Value, unit);
            for (var from = 0; from < length; from += Block)
            {
                var rows = Math.Min(Block, length - from);
                var seen = from + rows;
                for (var i = from; i < seen; i++)
                {
                    new Span<float>(p + (i * length), seen).Clear();
                }

                Add(q.At(from, 0), Transposed(k), p + (from * length), length, rows, q.Width, seen);
                for (var i = from; i < seen; i++)
                {
                    var row = p + (i * length);
                    SoftmaxRow.Forward(row, i + 1, Scale);
                    new Span<float>(row + i + 1, seen - i - 1).Clear();
                }

                Add(new Factor(p + (from * length), length, 1), v.Factor, result.Data + (from * result.RowStride), result.RowStride, rows, seen, v.Width);
            }
        }

        private void Backward(int unit, int part)
        {
            var (q, k, v) = Parts(qkv.Value, unit);
            var (dq, dk, dv) = Parts(qkv.Gradient!, unit);
            var dy = Heads(y.Gradient!, unit);
            var p = _probabilities.Pointer + ((nint)unit * length * length);
            var ds = _gradients.Pointer + ((nint)part * length * length);
            for (var from = 0; from < length; from += Block)
            {
                var rows = Math.Min(Block, length - from);
                var seen = from + rows;
                new Span<float>(ds + (from * length), rows * length).Clear();
                Add(dy.At(from, 0), Transposed(v), ds + (from * length), length, rows, v.Width, seen);
                for (var i = from; i < seen; i++)
                {
                    SoftmaxRow.Backward(p + (i * length), ds + (i * length), i + 1, Scale);
                    new Span<float>(ds + (i * length) + i + 1, seen - i - 1).Clear();
                }

                Add(new Factor(ds + (from * length), length, 1), k.Factor, dq.Data + (from * dq.RowStride), dq.RowStride, rows, seen, k.Width);
                Add(new Factor(ds + (from * length), 1, length), q.At(from, 0), dk.Data, dk.RowStride, seen, rows, q.Width);
                Add(new Factor(p + (from * length), 1, length), dy.At(from, 0), dv.Data, dv.RowStride, seen, rows, v.Width);
            }
        }

        private (Strip Q, Strip K, Strip V) Parts(Tensor all, int unit)
        {
            var (sequence, head) = (unit / heads, unit % heads);
            var (width, own) = (y.Columns, y.Columns / heads);
            var first = all.Pointer + ((nint)sequence * length * all.Columns) + (head * own);
            return (new Strip(first, all.Columns, own), new Strip(first + width, all.Columns, own), new Strip(first + (2 * width), all.Columns, own));
        }

        private Strip Heads(Tensor all, int unit)
        {
            var own = y.Columns / heads;
            return new Strip(all.Pointer + ((nint)(unit / heads) * length * all.Columns) + (unit % heads * own), all.Columns, own);
        }

        private static Factor Transposed(Strip strip) => new(strip.Data, 1, strip.RowStride);

        private static void Add(Factor a, Factor b, float* c, nint cStride, int rows, int depth, int columns) =>
            MatrixProduct.Add(a, b, c, cStride, rows, depth, columns, LaneWidths.Best);

        /// <summary>Some neighbouring columns of a matrix.</summary>
        private readonly struct Strip(float* data, int rowStride, int width)
        {
            public float* Data { get; } = data;

            public int RowStride { get; } = rowStride;

            public int Width { get; } = width;

            public Factor Factor => new(Data, RowStride, 1);

            public Factor At(int row, int column) => Factor.At(row, column);
        }

        // One head of one sequence writes to columns and rows of its own, so who does which cannot change a result.
        private readonly struct ForwardWork(AttendOperation operation) : IParallelWork
        {
            public void Run(int part, int parts)
            {
                var (from, to) = Share.Of(operation.Units, 1, part, parts);
                for (var unit = from; unit < to; unit++)
                {
                    operation.Forward(unit);
                }
            }
        }

        private readonly struct BackwardWork(AttendOperation operation) : IParallelWork
        {
            public void Run(int part, int parts)
            {
                var (from, to) = Share.Of(operation.Units, 1, part, parts);
                for (var unit = from; unit < to; unit++)
                {
                    operation.Backward(unit, part);
                }
            }
        }
    }
}
