using System.Globalization;
using AlignmentLab.Artifacts;
using AlignmentLab.Learning.Autograd;
using AlignmentLab.Learning.Models;

namespace AlignmentLab.Learning.Checkpoints;

/// <summary>The parameters by their names in <see cref="Transformer"/>, its sizes in the metadata.</summary>
internal static class TransformerFormat
{
    public static void Write(Transformer network, List<SafetensorsTensor> tensors, Dictionary<string, string> metadata)
    {
        foreach (var (key, number) in (ReadOnlySpan<(string, int)>)[
            ("layers", network.Options.Layers), ("width", network.Options.Width), ("heads", network.Options.Heads),
            ("context", network.InputSize), ("vocabulary", network.Vocabulary), ("outputs", network.OutputSize)])
        {
            metadata[key] = number.ToString(CultureInfo.InvariantCulture);
        }

        tensors.AddRange(network.Parameters.All.Select(p => IsLayer(p) ? WeightLayout.Transposed(p) : WeightLayout.Plain(p)));
    }

    public static Transformer Read(CheckpointFile file)
    {
        var options = new TransformerOptions { Layers = file.Number("layers"), Width = file.Number("width"), Heads = file.Number("heads") };
        var (context, vocabulary, outputs) = (file.Number("context"), file.Number("vocabulary"), file.Number("outputs"));
        var claimed = ((Int128)options.Layers * 12 * options.Width * options.Width) + ((Int128)options.Width * ((Int128)context + vocabulary + 1 + outputs));
        if (claimed > file.Held || options.Width % options.Heads != 0)
        {
            throw new FormatException($"The metadata's sizes ({options.Layers} layers, width {options.Width}, {options.Heads} heads, context {context}) do not fit the tensors.");
        }

        var network = new Transformer(options, context, vocabulary, outputs);
        foreach (var parameter in network.Parameters.All)
        {
            if (IsLayer(parameter))
            {
                WeightLayout.ReadTransposed(file, parameter);
            }
            else
            {
                WeightLayout.ReadPlain(file, parameter);
            }
        }

        return network;
    }

    private static bool IsLayer(Parameter parameter) =>
        parameter.Name == "head.weight" || parameter.Name.EndsWith("in.weight", StringComparison.Ordinal) || parameter.Name.EndsWith("out.weight", StringComparison.Ordinal);
}
