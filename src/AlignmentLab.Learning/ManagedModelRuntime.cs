using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Learning.Checkpoints;
using AlignmentLab.Learning.Models;

namespace AlignmentLab.Learning;

/// <summary>Opens the checkpoints of <see cref="ManagedTrainer"/>. Outputs have the same bits on every machine and in any batch.</summary>
public sealed class ManagedModelRuntime : IModelRuntime
{
    public IModel Open(ReadOnlyMemory<byte> checkpoint)
    {
        try
        {
            var file = CheckpointFile.Open(checkpoint);
            return file.Entry("kind") == NgramCheckpoint.Kind ? NgramCheckpoint.Read(file) : Inference(ModelCheckpoint.Read(file));
        }
        catch (FormatException error)
        {
            throw new EnvironmentFailureException($"The checkpoint cannot be opened: {error.Message}", error);
        }
    }

    private static IModel Inference(ModelCheckpoint model) => model.Network switch
    {
        Transformer transformer => new TransformerInference(transformer, model.Loss),
        Mlp { Dropout: > 0 } mlp => new DropoutInference(mlp, model),
        Mlp mlp => new MlpInference(mlp, model),
        _ => throw new FormatException($"A model of the kind '{model.Kind}' cannot be computed."),
    };
}
