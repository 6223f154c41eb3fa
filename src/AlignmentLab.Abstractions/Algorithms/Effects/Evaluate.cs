using AlignmentLab.Artifacts;
using AlignmentLab.Bills;
using AlignmentLab.Environments;
using AlignmentLab.Policies;

namespace AlignmentLab.Algorithms.Effects;

/// <summary>Asks how a policy fares over fresh episodes.</summary>
/// <param name="Episodes">1 or more.</param>
/// <param name="StartStates">
/// Names a sequence of start states that follows from the run's seed: every policy evaluated under one name meets the same
/// ones, and two names have nothing in common. What is chosen by one must be judged by another.
/// </param>
[Effect("evaluate", "evaluation-requested.v1", "evaluation-completed.v1")]
public sealed record EvaluateRequest(Policy Policy, EnvironmentRef Environment, int Episodes, string StartStates) : Effect<Evaluation>;

/// <summary>Visible returns of a policy.</summary>
/// <param name="Returns">One an episode.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="StandardError">Standard deviation over the square root of the number of episodes; 0 for one episode.</param>
/// <param name="Steps">Actions taken in all.</param>
/// <param name="Visited">See <see cref="Trajectories.VisitedStates"/>: every state, or every n-th where these would exceed 2 MiB.</param>
public sealed record Evaluation(double[] Returns, double Mean, double StandardError, long Steps, Artifact Visited) : IActedSteps
{
    long IActedSteps.Episodes => Returns.Length;

    long IActedSteps.Steps => Steps;
}

public static class EvaluateEffects
{
    /// <summary>Runs a policy for evaluation. Nothing of it may be trained on.</summary>
    /// <param name="startStates">See <see cref="EvaluateRequest"/>; such as <c>validation</c> or <c>test</c>.</param>
    public static Task<Evaluation> EvaluateAsync(this IRunContext run, Policy policy, int episodes, string startStates)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(episodes, 1);
        return run.PerformAsync(new EvaluateRequest(policy, run.Environment.Reference, episodes, startStates));
    }
}
