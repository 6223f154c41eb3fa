using AlignmentLab.Artifacts;
using AlignmentLab.Environments;
using AlignmentLab.Learning;
using AlignmentLab.Policies;
using AlignmentLab.Rewards;

namespace AlignmentLab.Algorithms.Effects;

/// <summary>
/// Asks for one iteration of policy gradient: episodes of the policy as it is, then a better one. The platform does not work it out; the plugin
/// that optimises policies does. An algorithm of another plugin says that it needs it by <see cref="INeedEffects"/>.
/// </summary>
/// <param name="Policy">The network whose softmax acts (see <see cref="SoftmaxPolicy"/>).</param>
/// <param name="Value">The network that says what returns are to be expected; null: none yet, and 0 is expected everywhere.</param>
/// <param name="Reference">What the divergence is told from; it must be able to say how likely its choices are.</param>
/// <param name="KlPenalty">beta, 0 or more: beta (log pi(a | s) - log reference(a | s)) is taken off the reward of each step.</param>
/// <param name="Given">Episodes that the policy has played already, which are learned from; null: it plays its own.</param>
[Effect("improve-policy", "policy-improvement-requested.v1", "policy-improved.v1", Queue = "gpu")]
public sealed record ImprovePolicyRequest(
    EnvironmentRef Environment,
    RewardSource Reward,
    Artifact Policy,
    Artifact? Value,
    Policy Reference,
    double KlPenalty,
    ImprovementSettings Settings,
    GivenEpisodes? Given = null)
    : Effect<PolicyImprovement>;

/// <summary>Episodes to learn from.</summary>
/// <param name="Episodes">One at least, all played by the policy that is improved.</param>
/// <param name="JudgementWeight">
/// w, 0 or more. The reward of a step of an episode that was judged is r + w (judgement - r), where r is what the request's reward says of it: with 1 the
/// judgement counts alone; with one over the share of the episodes that were judged, drawn at random, the mean over all episodes is that of the judgements
/// without bias, whatever r says, as long as r does not depend on the draw.
/// </param>
public sealed record GivenEpisodes(IReadOnlyList<GivenEpisode> Episodes, double JudgementWeight = 1);

/// <summary>An episode to learn from.</summary>
/// <param name="Trajectory">See <see cref="Trajectories.Trajectory"/>.</param>
/// <param name="Terminated">The task ended by itself; where not, what lay ahead of the cut is not nothing.</param>
/// <param name="Judgement">What somebody said of its steps: see <see cref="Trajectories.StepScores"/>. Null: it was not judged.</param>
public sealed record GivenEpisode(Artifact Trajectory, bool Terminated, Artifact? Judgement = null);

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
