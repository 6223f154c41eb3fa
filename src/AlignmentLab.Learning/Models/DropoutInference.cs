using AlignmentLab.Engines;
using AlignmentLab.Environments;
using AlignmentLab.Learning.Checkpoints;

namespace AlignmentLab.Learning.Models;

/// <summary>The model of a checkpoint that was trained with dropout.</summary>
internal sealed class DropoutInference(Mlp network, ModelCheckpoint model) : MlpInference(network, model), IDropoutModel
{
    public void Forward(int count, ReadOnlySpan<float> inputs, Span<float> outputs, IDrawSource draws) => Compute(count, inputs, outputs, draws);
}
