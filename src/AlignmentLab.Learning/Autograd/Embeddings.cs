using AlignmentLab.Engines;
using AlignmentLab.Learning.Kernels;
using AlignmentLab.Learning.Tensors;

namespace AlignmentLab.Learning.Autograd;

/// <summary>Rows of a table, by number.</summary>
public static class Embeddings
{
    /// <summary>
    /// The row of <paramref name="table"/> that each token names, in the tokens' row-major order: <c>tokens' elements x table's
    /// columns</c>. A negative token stands for none, and gives zeros.
    /// </summary>
    /// <param name="tokens">Whole numbers below the table's rows; they get no gradient.</param>
    public static Variable Embed(this Variable tokens, Variable table)
    {
        var y = tokens.Tape.Result(tokens.Value.Length, table.Columns, table);
        return tokens.Tape.Record(y, new EmbedOperation(tokens.Value, table, y));
    }

    /// <summary>Adds <paramref name="rows"/> to the rows of x in turn, beginning anew after the last.</summary>
    /// <exception cref="ArgumentException">The widths differ, or x does not end with the last of the rows.</exception>
    public static Variable AddInTurn(this Variable x, Variable rows)
    {
        if (rows.Columns != x.Columns || x.Rows % rows.Rows != 0)
        {
            throw new ArgumentException($"[{rows.Rows}, {rows.Columns}] cannot be added in turn to [{x.Rows}, {x.Columns}].", nameof(rows));
        }

        var y = x.Tape.Result(x.Rows, x.Columns, x, rows);
        return x.Tape.Record(y, new TurnOperation(x, rows, y));
    }

    /// <summary>
    /// Of each sequence's rows the one at its last token. <paramref name="tokens"/> has a sequence a row, whose tokens end where
    /// the first negative number is; of a sequence without tokens it is the first row.
    /// </summary>
    /// <param name="x">As many rows as there are tokens, sequence by sequence.</param>
    /// <exception cref="ArgumentException">x does not have as many rows as there are tokens.</exception>
    public static Variable AtLastToken(this Variable x, Variable tokens)
    {
        if (x.Rows != tokens.Value.Length)
        {
            throw new ArgumentException($"x has {x.Rows} rows for {tokens.Value.Length} tokens.", nameof(tokens));
        }

        var y = x.Tape.Result(tokens.Rows, x.Columns, x);
        return x.Tape.Record(y, new LastTokenOperation(x, tokens.Value, y));
    }

    private sealed unsafe class EmbedOperation(Tensor tokens, Variable table, Variable y) : Operation
    {
        public override void Forward()
        {
            for (var (i, width) = (0, table.Columns); i < tokens.Length; i++)
            {
                var row = y.Value.Span.Slice(i * width, width);
                if (tokens.Span[i] is >= 0 and var token)
                {
                    table.Value.Span.Slice((int)token * width, width).CopyTo(row);
                }
                else
                {
                    row.Clear();
                }
            }
        }

        public override void Backward()
        {
            if (table.Gradient is not { } gradient)
            {
                return;
            }

            for (var (i, width) = (0, table.Columns); i < tokens.Length; i++)
            {
                if (tokens.Span[i] is >= 0 and var token)
                {
                    RowKernels.Add(y.Gradient!.Pointer + (i * width), gradient.Pointer + ((int)token * width), width);
                }
            }
        }
    }

    private sealed unsafe class TurnOperation(Variable x, Variable rows, Variable y) : Operation
    {
        public override void Forward()
        {
            for (var start = 0; start < x.Value.Length; start += rows.Value.Length)
            {
                x.Value.Span.Slice(start, rows.Value.Length).CopyTo(y.Value.Span[start..]);
                RowKernels.Add(rows.Value.Pointer, y.Value.Pointer + start, rows.Value.Length);
            }
        }

        public override void Backward()
        {
            if (y.Gradient is not { } dy)
            {
                return;
            }

            if (x.Gradient is { } dx)
            {
                RowKernels.Add(dy.Pointer, dx.Pointer, dy.Length);
            }

            for (var start = 0; rows.Gradient is { } gradient && start < dy.Length; start += gradient.Length)
            {
                RowKernels.Add(dy.Pointer + start, gradient.Pointer, gradient.Length);
            }
        }
    }

    private sealed unsafe class LastTokenOperation(Variable x, Tensor tokens, Variable y) : Operation
    {
        public override void Forward()
        {
            for (var i = 0; i < y.Rows; i++)
            {
                x.Value.Span.Slice(Source(i), x.Columns).CopyTo(y.Value.Span[(i * x.Columns)..]);
            }
        }

        public override void Backward()
        {
            for (var i = 0; x.Gradient is { } gradient && i < y.Rows; i++)
            {
                RowKernels.Add(y.Gradient!.Pointer + (i * x.Columns), gradient.Pointer + Source(i), x.Columns);
            }
        }

        private int Source(int sequence)
        {
            var length = TokenRow.Length<float>(tokens.Span.Slice(sequence * tokens.Columns, tokens.Columns));
            return ((sequence * tokens.Columns) + Math.Max(0, length - 1)) * x.Columns;
        }
    }
}
