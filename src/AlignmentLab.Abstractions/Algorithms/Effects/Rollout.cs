using AlignmentLab.Artifacts;
using AlignmentLab.Bills;
using AlignmentLab.Environments;
using AlignmentLab.Policies;

namespace AlignmentLab.Algorithms.Effects;

/// <summary>Asks for one episode of a policy.</summary>
/// <param name="MaxSteps">Stops the episode early (recorded as truncated) when below the environment's own limit.</param>
[Effect("rollout", "rollout-requested.v1", "rollout-recorded.v1")]
public sealed record RolloutRequest(Policy Policy, EnvironmentRef Environment, int? MaxSteps = null) : Effect<Rollout>;

/// <summary>One episode, as far as a learner may see it.</summary>
/// <param name="Steps">Actions taken, T.</param>
/// <param name="Return">Sum of the visible rewards.</param>
/// <param name="Terminated">The task ended by itself.</param>
/// <param name="Truncated">The step limit cut it.</param>
/// <param name="Trajectory">See <see cref="Trajectories.Trajectory"/>.</param>
public sealed record Rollout(int Steps, double Return, bool Terminated, bool Truncated, Artifact Trajectory) : IActedSteps
{
    long IActedSteps.Episodes => 1;

    long IActedSteps.Steps => Steps;
}

public static class RolloutEffects
{
    /// <summary>Episodes of a policy in the run's environment; each is one event.</summary>
    /// <param name="count">1 or more.</param>
    public static Task<IReadOnlyList<Rollout>> RolloutsAsync(this IRunContext run, Policy policy, int count, int? maxSteps = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var request = new RolloutRequest(policy, run.Environment.Reference, maxSteps);
        return run.PerformAllAsync(Enumerable.Repeat<Effect<Rollout>>(request, count).ToList());
    }

    /// <summary>One episode of a policy in the run's environment.</summary>
    public static Task<Rollout> RolloutAsync(this IRunContext run, Policy policy, int? maxSteps = null) =>
        run.PerformAsync(new RolloutRequest(policy, run.Environment.Reference, maxSteps));
}
