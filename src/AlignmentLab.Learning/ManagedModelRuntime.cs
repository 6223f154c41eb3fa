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
            return new Inference(ModelCheckpoint.Read(checkpoint));
        }
        catch (FormatException error)
        {
            throw new EnvironmentFailureException($"The checkpoint cannot be opened: {error.Message}", error);
        }
    }
}
