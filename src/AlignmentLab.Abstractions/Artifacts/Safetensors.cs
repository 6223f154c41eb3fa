using System.Buffers.Binary;
using System.Text.Json;

namespace AlignmentLab.Artifacts;

/// <summary>
/// The safetensors format (Hugging Face): 8 bytes little-endian header length, a JSON header, the tensors' bytes. Everything
/// that the lab stores in numbers is in it, so that other tools open it. Writing is deterministic: tensors in the order of
/// their names, metadata likewise, the header padded with spaces to a multiple of 8.
/// </summary>
public sealed class Safetensors
{
    /// <summary>The reference implementation's limit on the header, in bytes.</summary>
    private const long MaxHeader = 100_000_000;

    private const string MetadataName = "__metadata__";

    private readonly Dictionary<string, SafetensorsTensor> _tensors;

    private Safetensors(Dictionary<string, SafetensorsTensor> tensors, Dictionary<string, string> metadata) => (_tensors, Metadata) = (tensors, metadata);

    /// <summary>The header's <c>__metadata__</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    public IReadOnlyCollection<SafetensorsTensor> Tensors => _tensors.Values;

    /// <exception cref="FormatException">There is no tensor of that name.</exception>
    public SafetensorsTensor this[string name] => _tensors.TryGetValue(name, out var tensor) ? tensor : throw new FormatException(
        $"The file has no tensor '{name}'. It has: {string.Join(", ", _tensors.Keys.Order(StringComparer.Ordinal))}.");

    /// <exception cref="ArgumentException">Two tensors have one name, one has the metadata's, or a shape does not fit its bytes.</exception>
    public static byte[] Write(IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var sorted = tensors.OrderBy(t => t.Name, StringComparer.Ordinal).ToList();
        if (sorted.DistinctBy(t => t.Name, StringComparer.Ordinal).Count() != sorted.Count)
        {
            throw new ArgumentException("Two tensors have the same name.", nameof(tensors));
        }

        if (sorted.Find(t => t.Name == MetadataName || SafetensorsTensor.SizeOf(t.Shape, t.Type) != t.Data.Length) is { } wrong)
        {
            throw new ArgumentException(
                wrong.Name == MetadataName
                    ? $"A tensor cannot be named '{MetadataName}': the format keeps that name for the metadata."
                    : $"'{wrong.Name}' of shape [{string.Join(", ", wrong.Shape)}] does not hold {wrong.Data.Length} bytes of {wrong.Type.Name}.",
                nameof(tensors));
        }

        var header = Header(sorted, metadata);
        var padded = (header.Length + 7) / 8 * 8;
        var content = new byte[8 + padded + sorted.Sum(t => (long)t.Data.Length)];
        BinaryPrimitives.WriteInt64LittleEndian(content, padded);
        header.CopyTo(content.AsSpan(8));
        content.AsSpan(8 + header.Length, padded - header.Length).Fill((byte)' ');
        var offset = 8 + padded;
        foreach (var tensor in sorted)
        {
            tensor.Data.Span.CopyTo(content.AsSpan(offset));
            offset += tensor.Data.Length;
        }

        return content;
    }

    /// <summary>Opens a file; tensors are views into <paramref name="content"/>.</summary>
    /// <exception cref="FormatException">The bytes are no well-formed safetensors file; the message says where.</exception>
    public static Safetensors Read(ReadOnlyMemory<byte> content)
    {
        if (content.Length < 8)
        {
            throw new FormatException($"A safetensors file has at least 8 bytes; this has {content.Length}.");
        }

        var length = BinaryPrimitives.ReadUInt64LittleEndian(content.Span);
        if (length > MaxHeader || 8 + (long)length > content.Length)
        {
            throw new FormatException($"The header claims {length} bytes, the file has {content.Length}: it is truncated or no safetensors file.");
        }

        try
        {
            using var header = JsonDocument.Parse(content.Slice(8, (int)length), new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Read(header.RootElement, content[(8 + (int)length)..]);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException($"The safetensors header is malformed: {error.Message}", error);
        }
    }

    private static Safetensors Read(JsonElement header, ReadOnlyMemory<byte> data)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var tensors = new List<(SafetensorsTensor Tensor, long Begin, long End)>();
        foreach (var entry in header.EnumerateObject())
        {
            if (entry.NameEquals(MetadataName))
            {
                foreach (var pair in entry.Value.EnumerateObject())
                {
                    metadata[pair.Name] = pair.Value.GetString() ?? throw new FormatException($"The metadata '{pair.Name}' is no text.");
                }

                continue;
            }

            var offsets = entry.Value.GetProperty("data_offsets").EnumerateArray().Select(Whole).ToArray();
            var shape = entry.Value.GetProperty("shape").EnumerateArray().Select(Whole).ToArray();
            var type = SafetensorsType.Of(entry.Value.GetProperty("dtype").GetString() ?? "", entry.Name);
            if (offsets is not [var begin, var end] || begin > end || end > data.Length || SafetensorsTensor.SizeOf(shape, type) != end - begin)
            {
                throw new FormatException($"The tensor '{entry.Name}' of shape [{string.Join(", ", shape)}] does not fit its bytes [{string.Join(", ", offsets)}).");
            }

            tensors.Add((new SafetensorsTensor(entry.Name, type, shape, data.Slice((int)begin, (int)(end - begin))), begin, end));
        }

        // The format allows neither gaps nor overlaps, so a file can hide nothing.
        var next = 0L;
        foreach (var (tensor, begin, end) in tensors.OrderBy(t => t.Begin).ThenBy(t => t.End))
        {
            next = begin == next ? end : throw new FormatException($"The bytes of '{tensor.Name}' begin at {begin}, not at {next} where those before it end.");
        }

        return next == data.Length
            ? new Safetensors(tensors.ToDictionary(t => t.Tensor.Name, t => t.Tensor, StringComparer.Ordinal), metadata)
            : throw new FormatException($"The tensors end at byte {next} of {data.Length}.");
    }

    private static long Whole(JsonElement element) => element.TryGetInt64(out var value) && value >= 0
        ? value : throw new FormatException($"The header has {element} where a whole number of 0 or more belongs.");

    private static byte[] Header(List<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                writer.WriteStartObject(MetadataName);
                foreach (var (key, value) in metadata.OrderBy(p => p.Key, StringComparer.Ordinal))
                {
                    writer.WriteString(key, value);
                }

                writer.WriteEndObject();
            }

            var offset = 0L;
            foreach (var tensor in tensors)
            {
                writer.WriteStartObject(tensor.Name);
                writer.WriteString("dtype", tensor.Type.Name);
                writer.WriteStartArray("shape");
                Array.ForEach(tensor.Shape, writer.WriteNumberValue);
                writer.WriteEndArray();
                writer.WriteStartArray("data_offsets");
                writer.WriteNumberValue(offset);
                writer.WriteNumberValue(offset += tensor.Data.Length);
                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return stream.ToArray();
    }
}
