using System.Runtime.CompilerServices;
using AlignmentLab.Learning.Tensors;

namespace AlignmentLab.Learning.Kernels;

/// <summary>A row against all rows of a matrix.</summary>
internal static unsafe class RowKernels
{
    /// <summary>Makes the first <paramref name="rows"/> rows of <paramref name="target"/> equal to <paramref name="row"/>.</summary>
    public static void Fill(Tensor row, Tensor target, int rows)
    {
        var source = row.Span;
        var all = target.Span;
        for (var i = 0; i < rows; i++)
        {
            source.CopyTo(all[(i * target.Columns)..]);
        }
    }

    /// <summary>Adds the sum of the rows of <paramref name="matrix"/> to <paramref name="row"/>, column by column from the first row to the last.</summary>
    public static void AddSum(Tensor matrix, Tensor row) =>
        Elementwise.Run(new SumKernel(matrix.Pointer, matrix.Rows, matrix.Columns, row.Pointer), 0, matrix.Columns);

    /// <summary>Adds the sum over rows of the products of elements at the same place, in the order of <see cref="AddSum"/>, each with one rounding.</summary>
    public static void AddSumOfProducts(Tensor a, Tensor b, Tensor row) =>
        Elementwise.Run(new SumOfProductsKernel(a.Pointer, b.Pointer, a.Rows, a.Columns, row.Pointer), 0, a.Columns);

    /// <summary>sum += more, element by element.</summary>
    public static void Add(float* more, float* sum, int count) => Elementwise.Run(new AddKernel(more, sum), 0, count);

    /// <summary>Each row of <paramref name="source"/> less its largest element.</summary>
    public static void SubtractLargest(Tensor source, Tensor target)
    {
        for (var i = 0; i < source.Rows; i++)
        {
            ReadOnlySpan<float> from = source.Span.Slice(i * source.Columns, source.Columns);
            var to = target.Span.Slice(i * source.Columns, source.Columns);
            var largest = from[0];
            foreach (var value in from)
            {
                largest = value > largest ? value : largest;
            }

            for (var j = 0; j < from.Length; j++)
            {
                to[j] = from[j] - largest;
            }
        }
    }

    private readonly struct SumKernel(float* matrix, int rows, nint columns, float* row) : IElementwiseKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<TLanes, TVector>(nint index)
            where TLanes : ILanes<TVector>
            where TVector : unmanaged
        {
            var sum = TLanes.Load(row + index);
            var source = matrix + index;
            for (var i = 0; i < rows; i++, source += columns)
            {
                sum = TLanes.Add(sum, TLanes.Load(source));
            }

            TLanes.Store(row + index, sum);
        }
    }

    private readonly struct SumOfProductsKernel(float* a, float* b, int rows, nint columns, float* row) : IElementwiseKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<TLanes, TVector>(nint index)
            where TLanes : ILanes<TVector>
            where TVector : unmanaged
        {
            var sum = TLanes.Load(row + index);
            var first = a + index;
            var second = b + index;
            for (var i = 0; i < rows; i++, first += columns, second += columns)
            {
                sum = TLanes.MultiplyAdd(TLanes.Load(first), TLanes.Load(second), sum);
            }

            TLanes.Store(row + index, sum);
        }
    }

    private readonly struct AddKernel(float* more, float* sum) : IElementwiseKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<TLanes, TVector>(nint index)
            where TLanes : ILanes<TVector>
            where TVector : unmanaged =>
            TLanes.Store(sum + index, TLanes.Add(TLanes.Load(sum + index), TLanes.Load(more + index)));
    }
}
