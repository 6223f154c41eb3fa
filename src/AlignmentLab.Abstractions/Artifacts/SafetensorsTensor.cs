using System.Runtime.InteropServices;

namespace AlignmentLab.Artifacts;

/// <summary>An element type of the safetensors format.</summary>
/// <param name="Name">Such as <c>F64</c>.</param>
/// <param name="Size">Bytes an element.</param>
public sealed record SafetensorsType(string Name, int Size)
{
    public static SafetensorsType F64 { get; } = new("F64", 8);

    public static SafetensorsType F32 { get; } = new("F32", 4);

    public static SafetensorsType I64 { get; } = new("I64", 8);

    public static SafetensorsType I32 { get; } = new("I32", 4);

    public static SafetensorsType U8 { get; } = new("U8", 1);

    private static readonly Dictionary<string, SafetensorsType> ByName = new(StringComparer.Ordinal)
    {
        ["F64"] = F64, ["F32"] = F32, ["I64"] = I64, ["I32"] = I32, ["U8"] = U8,
        ["F16"] = new("F16", 2), ["BF16"] = new("BF16", 2), ["I16"] = new("I16", 2), ["I8"] = new("I8", 1), ["BOOL"] = new("BOOL", 1),
    };

    internal static SafetensorsType Of(string name, string tensor) => ByName.TryGetValue(name, out var type)
        ? type : throw new FormatException($"The tensor '{tensor}' has the element type '{name}', which is none of: {string.Join(", ", ByName.Keys)}.");
}

/// <summary>A named array of numbers, row-major, little-endian.</summary>
/// <param name="Shape">Sizes of the dimensions, the outermost first; empty for a single number.</param>
public sealed record SafetensorsTensor(string Name, SafetensorsType Type, long[] Shape, ReadOnlyMemory<byte> Data)
{
    /// <exception cref="ArgumentException">The shape does not hold as many values.</exception>
    public static SafetensorsTensor Of(string name, long[] shape, ReadOnlySpan<double> values) => Make(name, SafetensorsType.F64, shape, MemoryMarshal.AsBytes(values));

    /// <inheritdoc cref="Of(string, long[], ReadOnlySpan{double})"/>
    public static SafetensorsTensor Of(string name, long[] shape, ReadOnlySpan<float> values) => Make(name, SafetensorsType.F32, shape, MemoryMarshal.AsBytes(values));

    /// <inheritdoc cref="Of(string, long[], ReadOnlySpan{double})"/>
    public static SafetensorsTensor Of(string name, long[] shape, ReadOnlySpan<long> values) => Make(name, SafetensorsType.I64, shape, MemoryMarshal.AsBytes(values));

    /// <exception cref="FormatException">The elements are not F64.</exception>
    public double[] ToDoubles() => To<double>(SafetensorsType.F64);

    /// <exception cref="FormatException">The elements are not F32.</exception>
    public float[] ToFloats() => To<float>(SafetensorsType.F32);

    /// <exception cref="FormatException">The elements are not I64.</exception>
    public long[] ToLongs() => To<long>(SafetensorsType.I64);

    /// <summary>Bytes that a tensor of this shape and type has; -1 where that is more than an array can hold, or a dimension is negative.</summary>
    internal static long SizeOf(long[] shape, SafetensorsType type)
    {
        if (Array.Exists(shape, dimension => dimension <= 0))
            return Array.Exists(shape, dimension => dimension < 0) ? -1 : 0;

        var size = (Int128)type.Size;
        foreach (var dimension in shape)
        {
            size *= dimension;
            if (size > int.MaxValue)
            {
                return -1;
            }
        }

        return (long)size;
    }

    private static SafetensorsTensor Make(string name, SafetensorsType type, long[] shape, ReadOnlySpan<byte> bytes) =>
        SizeOf(shape, type) == bytes.Length
            ? new SafetensorsTensor(name, type, shape, bytes.ToArray())
            : throw new ArgumentException($"'{name}' of shape [{string.Join(", ", shape)}] does not hold {bytes.Length / type.Size} values.", nameof(shape));

    private T[] To<T>(SafetensorsType type)
        where T : unmanaged => Type == type
            ? MemoryMarshal.Cast<byte, T>(Data.Span).ToArray()
            : throw new FormatException($"The tensor '{Name}' is {Type.Name}, not {type.Name}.");
}
