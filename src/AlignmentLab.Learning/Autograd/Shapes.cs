namespace AlignmentLab.Learning.Autograd;

/// <summary>Other views of the same elements.</summary>
public static class Shapes
{
    /// <summary>The same elements in row-major order as a matrix of another shape. Takes no time: the memory is shared.</summary>
    /// <exception cref="ArgumentException">The number of elements differs.</exception>
    public static Variable Reshape(this Variable x, int rows, int columns) => (long)rows * columns == x.Value.Length
        ? View(x, 0, rows, columns)
        : throw new ArgumentException($"[{x.Rows}, {x.Columns}] cannot become [{rows}, {columns}].", nameof(rows));

    /// <summary>Some consecutive rows. Takes no time: the memory is shared.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are no such rows.</exception>
    public static Variable RowRange(this Variable x, int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)start + count, x.Rows, nameof(count));
        return View(x, start * x.Columns, count, x.Columns);
    }

    /// <summary>Some consecutive columns, copied.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are no such columns.</exception>
    public static Variable ColumnRange(this Variable x, int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)start + count, x.Columns, nameof(count));
        var y = x.Tape.Result(x.Rows, count, x);
        return x.Tape.Record(y, new CopyOperation(x, y, (row, column) => (row * x.Columns) + start + column));
    }

    /// <summary>Rows become columns, copied.</summary>
    public static Variable Transpose(this Variable x)
    {
        var y = x.Tape.Result(x.Columns, x.Rows, x);
        return x.Tape.Record(y, new CopyOperation(x, y, (row, column) => (column * x.Columns) + row));
    }

    private static Variable View(Variable x, int start, int rows, int columns) =>
        new(x.Tape, x.Value.View(start, rows, columns), x.Gradient?.View(start, rows, columns));

    /// <summary>Each element of y is one of x.</summary>
    private sealed class CopyOperation : Operation
    {
        private readonly Variable _x;
        private readonly Variable _y;
        private readonly int[] _sources;

        public CopyOperation(Variable x, Variable y, Func<int, int, int> source)
        {
            (_x, _y) = (x, y);
            _sources = [.. Enumerable.Range(0, y.Value.Length).Select(i => source(i / y.Columns, i % y.Columns))];
        }

        public override void Forward()
        {
            var from = _x.Value.Span;
            var to = _y.Value.Span;
            for (var i = 0; i < to.Length; i++)
            {
                to[i] = from[_sources[i]];
            }
        }

        public override void Backward()
        {
            if (_x.Gradient is not { } gradient)
            {
                return;
            }

            Span<float> to = gradient.Span;
            ReadOnlySpan<float> from = _y.Gradient!.Span;
            for (var i = 0; i < from.Length; i++)
            {
                to[_sources[i]] += from[i];
            }
        }
    }
}
