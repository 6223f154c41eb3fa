using System.Buffers.Binary;
using System.Text;
using AlignmentLab.Artifacts;
using FsCheck;
using FsCheck.Fluent;

namespace AlignmentLab.Tests.Artifacts;

/// <summary>Well-formed and malformed safetensors files.</summary>
internal static class SafetensorsFiles
{
    private static readonly SafetensorsType[] Types =
        [SafetensorsType.F64, SafetensorsType.F32, SafetensorsType.I64, SafetensorsType.I32, SafetensorsType.U8];

    /// <summary>Up to 5 tensors of up to 3 dimensions each, empty ones too, with names in any script.</summary>
    public static Gen<SafetensorsTensor[]> Tensors { get; } =
        from names in Gen.ArrayOf(Name(), 5)
        from tensors in Gen.CollectToArray(names.Distinct(StringComparer.Ordinal).ToArray(), Tensor)
        select tensors;

    public static Gen<Dictionary<string, string>> Metadata { get; } =
        from pairs in Gen.ArrayOf(Gen.Zip(Name(), Name()), 3)
        select pairs.DistinctBy(pair => pair.Item1, StringComparer.Ordinal).ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);

    /// <summary>A file of this header and so many bytes of data.</summary>
    public static byte[] Of(string header, int dataLength) => Of(Encoding.UTF8.GetBytes(header), dataLength);

    /// <inheritdoc cref="Of(string, int)"/>
    public static byte[] Of(byte[] header, int dataLength)
    {
        var content = new byte[8 + header.Length + dataLength];
        BinaryPrimitives.WriteInt64LittleEndian(content, header.Length);
        header.CopyTo(content, 8);
        return content;
    }

    private static Gen<string> Name() =>
        from length in Gen.Choose(0, 12)
        from characters in Gen.ArrayOf(Gen.Elements('a', 'B', '0', '.', '_', '"', '\\', '\0', ' ', 'é', 'ß', 'π', '模', '\uFFFD'), length)
        select new string(characters);

    private static Gen<SafetensorsTensor> Tensor(string name) =>
        from type in Gen.Elements(Types)
        from rank in Gen.Choose(0, 3)
        from shape in Gen.ArrayOf(Gen.Choose(0, 4).Select(size => (long)size), rank)
        from data in Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value), (int)shape.Aggregate((long)type.Size, (size, dimension) => size * dimension))
        select new SafetensorsTensor(name, type, shape, data);
}
