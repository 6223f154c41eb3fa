using AlignmentLab.Algorithms;
using AlignmentLab.Environments;
using AlignmentLab.Experts;
using AlignmentLab.Learning;
using AlignmentLab.Policies;

namespace AlignmentLab.Imitation.Chunks;

/// <summary>
/// Asks how well the expert's next steps can be told from the policy's own, from states that the policy reaches. For audit: no
/// learner sees what is played for it, so it is no expert query.
/// </summary>
/// <param name="Starts">Where continuations begin, each twice: once the expert goes on, once the policy. Two at least.</param>
/// <param name="Length">Steps of a continuation, 1 or more.</param>
/// <param name="Discriminator">What is trained to tell them apart, on half of them; null: nothing, and the best that there can be is computed alone.</param>
[Effect("measure-continuations", "continuations-requested.v1", "continuations-measured.v1")]
public sealed record MeasureContinuationsRequest(
    Policy Policy, ExpertRef Expert, EnvironmentRef Environment, IReadOnlyList<int> Starts, int Length, LearnerOptions? Discriminator) : Effect<ContinuationFigures>;

/// <summary>Figures for 1 to k steps of continuation; entry j is after j + 1 of them.</summary>
/// <param name="Divergence">Mean KL divergence of the policy's choice from the expert's at this step of the expert's continuation, in nats.</param>
/// <param name="Variation">Total variation between so many steps of the expert and so many of the policy, by likelihoods, in [0, 1].</param>
/// <param name="BestArea">Area under the ROC curve of the likelihood ratio: no discriminator has more.</param>
/// <param name="BestError">Its standard error (Hanley and McNeil 1982).</param>
/// <param name="TrainedArea">The same of the trained discriminator, on continuations that it was not trained on; null: none was trained.</param>
/// <param name="TrainedError">Its standard error.</param>
public sealed record ContinuationFigures(
    double[] Divergence, double[] Variation, double[] BestArea, double[] BestError, double[]? TrainedArea, double[]? TrainedError);
