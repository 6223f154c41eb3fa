using AlignmentLab.Learning.Tensors;

namespace AlignmentLab.Learning.Autograd;

/// <summary>A matrix that is learnt, with its gradient. Tapes share it.</summary>
public sealed record Parameter(string Name, Tensor Value, Tensor Gradient);
