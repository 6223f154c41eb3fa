using AlignmentLab.Algorithms;
using AlignmentLab.Artifacts;
using AlignmentLab.Environments;
using AlignmentLab.Learning;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Imitation.Returns;

/// <summary>
/// Asks for a model of what follows a step: the visible return from the step on to the end of its trajectory, told from the state,
/// its time and the action (<see cref="StateActionFeatures"/>). What a step costs is its return with the sign turned.
/// </summary>
/// <param name="Steps">Whose returns are fitted, each to the end of its own trajectory; one at least.</param>
/// <param name="Discount">What a reward is worth one step later, in [0, 1].</param>
[Effect("fit-returns", "return-fit-requested.v1", "returns-fitted.v1", Queue = "gpu")]
public sealed record FitReturnsRequest(LearnerOptions Learner, EnvironmentRef Environment, IReadOnlyList<Fragment> Steps, double Discount) : Effect<FittedReturns>;

/// <summary>The fitted model.</summary>
/// <param name="Examples">Steps fitted to.</param>
/// <param name="Loss">Mean squared error of the last epoch, in squared standard deviations.</param>
/// <param name="Engine">The trainer, such as <c>managed/1</c>.</param>
public sealed record FittedReturns(ReturnModel Returns, long Examples, double Loss, string Engine);

/// <summary>A model of returns. Its output is in standard deviations from the mean of those that it was fitted to.</summary>
/// <param name="Model">Its checkpoint; inputs are <see cref="StateActionFeatures"/>.</param>
/// <param name="Mean">That mean.</param>
/// <param name="Deviation">That standard deviation; 1 where all returns are the same.</param>
public sealed record ReturnModel(Artifact Model, double Mean, double Deviation);

internal static class FitReturnsEffects
{
    /// <summary>A model of the visible return from each of these steps on.</summary>
    public static Task<FittedReturns> FitReturnsAsync(this IRunContext run, LearnerOptions learner, IReadOnlyList<Fragment> steps, double discount) =>
        run.PerformAsync(new FitReturnsRequest(learner, run.Environment.Reference, steps, discount));
}
