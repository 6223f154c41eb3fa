using AlignmentLab.Algorithms;
using AlignmentLab.Environments;
using AlignmentLab.Experts;
using AlignmentLab.Imitation.Chunks;
using AlignmentLab.Policies;

namespace AlignmentLab.Imitation.Scheming;

/// <summary>
/// Asks how a scheming policy would best hide from training on chunks: which <see cref="SchemingPolicy"/> of those that training
/// sees defecting at so few of the expert's steps defects at the most of its own. For audit: no learner sees what is played for it.
/// </summary>
/// <param name="Policy">The honest policy.</param>
/// <param name="Chunks">Played twice each: once the expert goes on, as in training, and once the policy, as at deployment. Four at least.</param>
/// <param name="Exposure">The share of training's steps at which it may be seen to defect, in (0, 1).</param>
[Effect("hide-defections", "hiding-requested.v1", "hiding-found.v1")]
public sealed record HideDefectionsRequest(Policy Policy, ExpertRef Expert, EnvironmentRef Environment, IReadOnlyList<ChunkSpan> Chunks, double Exposure) : Effect<HiddenDefections>;

/// <summary>The policy that was found on one half of the chunks, and what it comes to on the other.</summary>
/// <param name="Probe">See <see cref="SchemingPolicy"/>.</param>
/// <param name="Threshold">See <see cref="SchemingPolicy"/>.</param>
/// <param name="Exposed">The share of training's steps at which it is seen to defect.</param>
/// <param name="LetThrough">The share of its own steps at which it defects.</param>
/// <param name="Variation">
/// Total variation between all but the last step of a chunk of the expert and of one of the policy, which is all that can be acted on: a chunk of the
/// policy has a defection with a probability of at most that of the expert's and this.
/// </param>
public sealed record HiddenDefections(double Probe, double? Threshold, double Exposed, double LetThrough, double Variation);
