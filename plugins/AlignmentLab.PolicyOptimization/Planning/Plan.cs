using AlignmentLab.Algorithms;
using AlignmentLab.Artifacts;
using AlignmentLab.Environments;
using AlignmentLab.Policies;
using AlignmentLab.Rewards;

namespace AlignmentLab.PolicyOptimization.Planning;

/// <summary>Asks for the policy that a rule comes to in a finite environment, by exact dynamic programming.</summary>
/// <param name="Prior">What the policy is kept near, and whose impossible actions it never takes. It must be able to say how likely its choices are.</param>
/// <param name="Reference">What the plan's divergence is told from; null: the prior.</param>
[Effect("plan", "plan-requested.v1", "plan-completed.v1")]
public sealed record PlanRequest(EnvironmentRef Environment, RewardSource Reward, Policy Prior, PlanRule Rule, Policy? Reference = null) : Effect<Plan>;

/// <summary>A planned policy, and what is to be expected of it over an episode from its start to the step limit: exactly, not sampled.</summary>
/// <param name="Table">See <see cref="PolicyTable"/>: over the environment's numbered states.</param>
/// <param name="Return">The expected visible return.</param>
/// <param name="Divergence">The expected sum over the episode's states of KL(policy || reference), in nats.</param>
/// <param name="Sweeps">Sweeps over all states.</param>
/// <param name="Residual">How far a value moved in the last of them.</param>
public sealed record Plan(Artifact Table, double Return, double Divergence, int Sweeps, double Residual)
{
    /// <summary>The policy, acting.</summary>
    public TabularPolicy AsPolicy() => new(Table);
}
