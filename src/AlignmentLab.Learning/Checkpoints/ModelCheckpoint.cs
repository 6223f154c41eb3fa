using AlignmentLab.Artifacts;
using AlignmentLab.Engines;
using AlignmentLab.Learning.Models;
using AlignmentLab.Learning.Training;

namespace AlignmentLab.Learning.Checkpoints;

/// <summary>
/// A network as it is stored: a safetensors file with its parameters, weights as PyTorch has them (outputs by inputs),
/// <c>input.mean</c> and <c>input.deviation</c> where inputs are scaled, and the shape in the metadata.
/// </summary>
/// <param name="Kind"><c>mlp</c>, <c>linear</c>, <c>ridge</c> or <c>transformer</c>: how it came about; the first three are computed alike.</param>
/// <param name="Loss">What it was trained by, as in <see cref="TrainingTask.Loss"/>.</param>
/// <param name="Scaling">Applied to the inputs first, or null.</param>
public sealed record ModelCheckpoint(string Kind, string Loss, INetwork Network, InputScaling? Scaling)
{
    /// <param name="provenance">Further metadata; an entry named like one of the model's own gives way.</param>
    public byte[] Write(string engine, IReadOnlyDictionary<string, string> provenance)
    {
        var metadata = CheckpointFile.Metadata(Kind, Loss, engine, provenance);
        var tensors = new List<SafetensorsTensor>();
        switch (Network)
        {
            case Mlp mlp:
                MlpFormat.Write(mlp, tensors, metadata);
                break;
            case Transformer transformer:
                TransformerFormat.Write(transformer, tensors, metadata);
                break;
        }

        if (Scaling is not null)
        {
            tensors.Add(SafetensorsTensor.Of("input.mean", [Scaling.Mean.Length], Scaling.Mean));
            tensors.Add(SafetensorsTensor.Of("input.deviation", [Scaling.Deviation.Length], Scaling.Deviation));
        }

        return Safetensors.Write(tensors, metadata);
    }

    /// <exception cref="FormatException">The bytes are no such checkpoint; the message says what is wrong.</exception>
    public static ModelCheckpoint Read(ReadOnlyMemory<byte> content) => Read(CheckpointFile.Open(content));

    internal static ModelCheckpoint Read(CheckpointFile file)
    {
        var (kind, loss) = (file.Entry("kind"), file.Entry("loss"));
        if (!TrainingLoss.IsKnown(loss))
        {
            throw new FormatException($"The metadata has the loss '{loss}', which is unknown.");
        }

        INetwork network = kind == "transformer" ? TransformerFormat.Read(file) : MlpFormat.Read(file);
        var scaling = file.Has("input.mean")
            ? new InputScaling(file.Floats("input.mean", network.InputSize), file.Floats("input.deviation", network.InputSize))
            : null;
        if (scaling?.Deviation.Any(deviation => deviation <= 0) == true)
        {
            throw new FormatException("'input.deviation' has a number that is not positive.");
        }

        return new ModelCheckpoint(kind, loss, network, scaling);
    }
}
