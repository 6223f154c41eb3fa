using AlignmentLab.Algorithms;
using AlignmentLab.Artifacts;
using AlignmentLab.Environments;
using AlignmentLab.Policies;
using AlignmentLab.Rewards;

namespace AlignmentLab.PolicyOptimization.PolicyGradients;

/// <summary>Asks for one iteration of policy gradient: episodes of the policy as it is, then a better one.</summary>
/// <param name="Policy">The network whose softmax acts (see <see cref="SoftmaxPolicy"/>).</param>
/// <param name="Value">The network that says what returns are to be expected; null: none yet, and 0 is expected everywhere.</param>
/// <param name="Reference">What the divergence is told from; it must be able to say how likely its choices are.</param>
/// <param name="KlPenalty">beta, 0 or more: beta (log pi(a | s) - log reference(a | s)) is taken off the reward of each step.</param>
[Effect("improve-policy", "policy-improvement-requested.v1", "policy-improved.v1", Queue = "gpu")]
public sealed record ImprovePolicyRequest(
    EnvironmentRef Environment, RewardSource Reward, Artifact Policy, Artifact? Value, Policy Reference, double KlPenalty, ImprovementSettings Settings)
    : Effect<PolicyImprovement>;

/// <summary>A better policy, and how the one before it fared.</summary>
/// <param name="Policy">The policy network's new checkpoint.</param>
/// <param name="Value">The value network's.</param>
/// <param name="Episodes">Played by the policy as it was.</param>
/// <param name="Steps">Actions taken in them.</param>
/// <param name="Return">Their mean return of the optimised reward, no penalty taken off.</param>
/// <param name="VisibleReturn">Their mean visible return.</param>
/// <param name="Entropy">The mean entropy of the policy in the states that it acted in, in nats.</param>
/// <param name="Divergence">The mean over episodes of the sum over their states of KL(policy || reference), in nats.</param>
/// <param name="ClipFraction">In what share of the steps the new policy's probability is further from the old one's than the clip range, as a ratio.</param>
/// <param name="UpdateDivergence">The mean over these states of KL(old policy || new policy), in nats.</param>
/// <param name="ExplainedVariance">1 - the mean square of (return - expected) over the variance of returns, before the value network learned from them; 0 where returns do not vary.</param>
/// <param name="PolicyLoss">Mean over the last epoch.</param>
/// <param name="ValueLoss">Likewise.</param>
/// <param name="Engine">The trainer, such as <c>managed/1</c>.</param>
public sealed record PolicyImprovement(
    Artifact Policy,
    Artifact Value,
    int Episodes,
    long Steps,
    double Return,
    double VisibleReturn,
    double Entropy,
    double Divergence,
    double ClipFraction,
    double UpdateDivergence,
    double ExplainedVariance,
    double PolicyLoss,
    double ValueLoss,
    string Engine)
{
    /// <summary>The new policy, acting.</summary>
    public SoftmaxPolicy AsPolicy() => new(Policy);
}
