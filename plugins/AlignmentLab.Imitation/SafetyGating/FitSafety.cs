using AlignmentLab.Algorithms;
using AlignmentLab.Artifacts;
using AlignmentLab.Environments;
using AlignmentLab.Learning;
using AlignmentLab.Policies;

namespace AlignmentLab.Imitation.SafetyGating;

/// <summary>Asks for a classifier that tells from a state, and from what the novice would do in it, whether the novice deviates from the expert.</summary>
/// <param name="Novice">Whose deviations are learnt.</param>
/// <param name="Labels">What the expert would do; one labelled state at least.</param>
/// <param name="Tolerance">tau, the largest distance that is no deviation, 0 or more.</param>
[Effect("fit-safety", "safety-fit-requested.v1", "safety-fitted.v1", Queue = "gpu")]
public sealed record FitSafetyRequest(LearnerOptions Learner, EnvironmentRef Environment, Policy Novice, Dataset Labels, double Tolerance) : Effect<FittedSafety>;

/// <summary>The classifier.</summary>
/// <param name="Classifier">Its second class is "deviates".</param>
/// <param name="Count">Labelled states that it was trained on.</param>
/// <param name="Deviating">In how many of them the novice deviates.</param>
/// <param name="Loss">Mean over the last epoch.</param>
/// <param name="Engine">The trainer, such as <c>managed/1</c>.</param>
public sealed record FittedSafety(Artifact Classifier, long Count, long Deviating, double Loss, string Engine);
