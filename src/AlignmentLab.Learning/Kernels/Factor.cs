using AlignmentLab.Learning.Tensors;

namespace AlignmentLab.Learning.Kernels;

/// <summary>A factor of a matrix product: element (i, j) lies at <c>Data[i * RowStride + j * ColumnStride]</c>.</summary>
internal readonly unsafe struct Factor(float* data, nint rowStride, nint columnStride)
{
    public float* Data { get; } = data;

    public nint RowStride { get; } = rowStride;

    public nint ColumnStride { get; } = columnStride;

    public static Factor Of(Tensor tensor) => new(tensor.Pointer, tensor.Columns, 1);

    public static Factor Transposed(Tensor tensor) => new(tensor.Pointer, 1, tensor.Columns);

    /// <summary>The same factor with (row, column) as its origin.</summary>
    public Factor At(nint row, nint column) => new(Data + (row * RowStride) + (column * ColumnStride), RowStride, ColumnStride);
}
