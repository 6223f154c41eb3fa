using System.Globalization;
using AlignmentLab.Artifacts;
using AlignmentLab.Engines;
using AlignmentLab.Learning.Models;
using AlignmentLab.Learning.Training;

namespace AlignmentLab.Learning.Checkpoints;

/// <summary>
/// A model as it is stored: a safetensors file with <c>layers.N.weight</c> (outputs by inputs, as PyTorch has it) and
/// <c>layers.N.bias</c>, <c>input.mean</c> and <c>input.deviation</c> where inputs are scaled, and the shape in the metadata.
/// </summary>
/// <param name="Kind"><c>mlp</c>, <c>linear</c> or <c>ridge</c>: how it came about; all three are computed alike.</param>
/// <param name="Loss">What it was trained by, as in <see cref="TrainingTask.Loss"/>.</param>
/// <param name="Scaling">Applied to the inputs first, or null.</param>
public sealed record ModelCheckpoint(string Kind, string Loss, Mlp Network, InputScaling? Scaling)
{
    private const string Format = "alignmentlab-model/1";

    /// <param name="provenance">Further metadata; an entry named like one of the model's own gives way.</param>
    public byte[] Write(string engine, IReadOnlyDictionary<string, string> provenance)
    {
        var metadata = new Dictionary<string, string>(provenance, StringComparer.Ordinal)
        {
            ["format"] = Format,
            ["engine"] = engine,
            ["kind"] = Kind,
            ["loss"] = Loss,
            ["activation"] = Network.ActivationName,
            ["sizes"] = string.Join(',', Network.Sizes),
        };
        var tensors = new List<SafetensorsTensor>();
        foreach (var (weight, bias) in Network.Layers)
        {
            var (inputs, outputs) = (weight.Value.Rows, weight.Value.Columns);
            var transposed = new float[inputs * outputs];
            Transpose(inputs, outputs, weight.Value.Span, transposed);
            tensors.Add(SafetensorsTensor.Of(weight.Name, [outputs, inputs], transposed));
            tensors.Add(SafetensorsTensor.Of(bias.Name, [outputs], bias.Value.Span));
        }

        if (Scaling is not null)
        {
            tensors.Add(SafetensorsTensor.Of("input.mean", [Scaling.Mean.Length], Scaling.Mean));
            tensors.Add(SafetensorsTensor.Of("input.deviation", [Scaling.Deviation.Length], Scaling.Deviation));
        }

        return Safetensors.Write(tensors, metadata);
    }

    /// <exception cref="FormatException">The bytes are no such checkpoint; the message says what is wrong.</exception>
    public static ModelCheckpoint Read(ReadOnlyMemory<byte> content)
    {
        var file = Safetensors.Read(content);
        var format = Entry(file, "format");
        if (format != Format)
        {
            throw new FormatException($"The metadata's 'format' is '{format}', not '{Format}'.");
        }

        var (loss, activation) = (Entry(file, "loss"), Entry(file, "activation"));
        if (!TrainingLoss.IsKnown(loss) || activation is not ("tanh" or "relu"))
        {
            throw new FormatException($"The metadata has the loss '{loss}' and the activation '{activation}', of which one is unknown.");
        }

        var network = new Mlp(Sizes(file), activation);
        foreach (var (weight, bias) in network.Layers)
        {
            var (inputs, outputs) = (weight.Value.Rows, weight.Value.Columns);
            Transpose(outputs, inputs, Floats(file, weight.Name, outputs, inputs), weight.Value.Span);
            Floats(file, bias.Name, outputs).CopyTo(bias.Value.Span);
        }

        if (file.Tensors.Count(t => t.Name.StartsWith("layers.", StringComparison.Ordinal)) != 2 * network.Layers.Count)
        {
            throw new FormatException(
                $"The metadata's 'sizes' is '{Entry(file, "sizes")}', which makes {network.Layers.Count} layers; the file's tensors are of another number.");
        }

        var scaling = file.Tensors.Any(t => t.Name == "input.mean")
            ? new InputScaling(Floats(file, "input.mean", network.Sizes[0]), Floats(file, "input.deviation", network.Sizes[0]))
            : null;
        if (scaling?.Deviation.Any(deviation => deviation <= 0) == true)
        {
            throw new FormatException("'input.deviation' has a number that is not positive.");
        }

        return new ModelCheckpoint(Entry(file, "kind"), loss, network, scaling);
    }

    private static string Entry(Safetensors file, string key) => file.Metadata.TryGetValue(key, out var value)
        ? value : throw new FormatException($"The metadata has no entry '{key}'.");

    private static int[] Sizes(Safetensors file)
    {
        var text = Entry(file, "sizes");
        var sizes = text.Split(',')
            .Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0).ToArray();

        // The header decides how much is allocated, so it must not claim more than the file holds.
        var claimed = sizes.Zip(sizes.Skip(1)).Aggregate((Int128)0, (sum, pair) => sum + ((Int128)pair.First * pair.Second));
        var held = file.Tensors.Sum(t => (long)t.Data.Length) / sizeof(float);
        return sizes.Length >= 2 && sizes.All(size => size > 0) && claimed <= held
            ? sizes : throw new FormatException($"The metadata's 'sizes' is '{text}', which does not fit the tensors.");
    }

    private static float[] Floats(Safetensors file, string name, params long[] shape)
    {
        var tensor = file[name];
        if (!tensor.Shape.AsSpan().SequenceEqual(shape))
        {
            throw new FormatException($"'{name}' has the shape [{string.Join(", ", tensor.Shape)}], not [{string.Join(", ", shape)}].");
        }

        var values = tensor.ToFloats();
        return Array.TrueForAll(values, float.IsFinite) ? values : throw new FormatException($"'{name}' has a number that is not finite.");
    }

    private static void Transpose(int rows, int columns, ReadOnlySpan<float> source, Span<float> target)
    {
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                target[(j * rows) + i] = source[(i * columns) + j];
            }
        }
    }
}
