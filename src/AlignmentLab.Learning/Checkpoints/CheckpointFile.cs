using System.Globalization;
using AlignmentLab.Artifacts;

namespace AlignmentLab.Learning.Checkpoints;

/// <summary>A safetensors file that says that it is one of this engine's models.</summary>
internal sealed class CheckpointFile
{
    private const string Format = "alignmentlab-model/1";

    private readonly Safetensors _file;

    private CheckpointFile(Safetensors file) => _file = file;

    /// <summary>Numbers that the tensors hold. A header must not claim more, since it decides how much is allocated.</summary>
    public long Held => _file.Tensors.Sum(t => (long)t.Data.Length) / sizeof(float);

    /// <exception cref="FormatException">The bytes are no such file; the message says what is wrong.</exception>
    public static CheckpointFile Open(ReadOnlyMemory<byte> content)
    {
        var file = new CheckpointFile(Safetensors.Read(content));
        var format = file.Entry("format");
        return format == Format ? file : throw new FormatException($"The metadata's 'format' is '{format}', not '{Format}'.");
    }

    /// <summary>What every model's metadata holds.</summary>
    public static Dictionary<string, string> Metadata(string kind, string loss, string engine, IReadOnlyDictionary<string, string> provenance) =>
        new(provenance, StringComparer.Ordinal) { ["format"] = Format, ["engine"] = engine, ["kind"] = kind, ["loss"] = loss };

    public bool Has(string tensor) => _file.Tensors.Any(t => t.Name == tensor);

    public int CountTensors(string prefix) => _file.Tensors.Count(t => t.Name.StartsWith(prefix, StringComparison.Ordinal));

    public string Entry(string key) => _file.Metadata.TryGetValue(key, out var value) ? value : throw new FormatException($"The metadata has no entry '{key}'.");

    /// <summary>An entry that is a positive whole number.</summary>
    public int Number(string key) => int.TryParse(Entry(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
        ? number : throw new FormatException($"The metadata's '{key}' is '{Entry(key)}', which is no positive whole number.");

    /// <summary>An entry above 0 and below 1; 0 where there is none.</summary>
    public double Share(string key)
    {
        if (!_file.Metadata.TryGetValue(key, out var text))
        {
            return 0;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is > 0 and < 1
            ? share : throw new FormatException($"The metadata's '{key}' is '{text}', which is not above 0 and below 1.");
    }

    public float[] Floats(string name, params ReadOnlySpan<long> shape)
    {
        var tensor = _file[name];
        if (!tensor.Shape.AsSpan().SequenceEqual(shape))
        {
            throw new FormatException($"'{name}' has the shape [{string.Join(", ", tensor.Shape)}], not [{string.Join(", ", shape.ToArray())}].");
        }

        var values = tensor.ToFloats();
        return Array.TrueForAll(values, float.IsFinite) ? values : throw new FormatException($"'{name}' has a number that is not finite.");
    }

    /// <summary>All numbers of a tensor of one dimension.</summary>
    public long[] Longs(string name) => _file[name] is { Shape.Length: 1 } tensor
        ? tensor.ToLongs() : throw new FormatException($"'{name}' is not of one dimension.");
}
