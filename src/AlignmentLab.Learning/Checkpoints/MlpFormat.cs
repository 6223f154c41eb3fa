using System.Globalization;
using AlignmentLab.Artifacts;
using AlignmentLab.Learning.Models;

namespace AlignmentLab.Learning.Checkpoints;

/// <summary><c>layers.N.weight</c> and <c>layers.N.bias</c>, with <c>sizes</c>, <c>activation</c> and, where there is any, <c>dropout</c> in the metadata.</summary>
internal static class MlpFormat
{
    public static void Write(Mlp network, List<SafetensorsTensor> tensors, Dictionary<string, string> metadata)
    {
        metadata["activation"] = network.ActivationName;
        metadata["sizes"] = string.Join(',', network.Sizes);
        if (network.Dropout > 0)
        {
            metadata["dropout"] = network.Dropout.ToString(CultureInfo.InvariantCulture);
        }

        foreach (var (weight, bias) in network.Layers)
        {
            tensors.Add(WeightLayout.Transposed(weight));
            tensors.Add(WeightLayout.Plain(bias));
        }
    }

    public static Mlp Read(CheckpointFile file)
    {
        var activation = file.Entry("activation");
        if (activation is not ("tanh" or "relu"))
        {
            throw new FormatException($"The metadata has the activation '{activation}', which is unknown.");
        }

        var network = new Mlp(Sizes(file), activation, file.Share("dropout"));
        foreach (var (weight, bias) in network.Layers)
        {
            WeightLayout.ReadTransposed(file, weight);
            WeightLayout.ReadPlain(file, bias);
        }

        return file.CountTensors("layers.") == 2 * network.Layers.Count ? network : throw new FormatException(
            $"The metadata's 'sizes' is '{file.Entry("sizes")}', which makes {network.Layers.Count} layers; the file's tensors are of another number.");
    }

    private static int[] Sizes(CheckpointFile file)
    {
        var text = file.Entry("sizes");
        var sizes = text.Split(',')
            .Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0).ToArray();
        var claimed = sizes.Zip(sizes.Skip(1)).Aggregate((Int128)0, (sum, pair) => sum + ((Int128)pair.First * pair.Second));
        return sizes.Length >= 2 && sizes.All(size => size > 0) && claimed <= file.Held
            ? sizes : throw new FormatException($"The metadata's 'sizes' is '{text}', which does not fit the tensors.");
    }
}
