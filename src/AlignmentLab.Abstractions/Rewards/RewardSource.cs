using AlignmentLab.Artifacts;
using AlignmentLab.Judges;

namespace AlignmentLab.Rewards;

/// <summary>
/// Where the reward that a policy is optimised for comes from, as data: what an event records of it. It is opened by the
/// <see cref="IRewardOpener{TSource}"/> of its kind; a plugin adds a kind by a record with <see cref="RewardKindAttribute"/>
/// and an opener. None has a way to hidden performance.
/// </summary>
public abstract record RewardSource;

/// <summary>Names a kind of reward source in stored events, such as <c>environment.v1</c>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RewardKindAttribute(string kind) : Attribute
{
    public string Kind { get; } = kind;
}

/// <summary>The environment's visible reward.</summary>
[RewardKind("environment.v1")]
public sealed record EnvironmentReward : RewardSource;

/// <summary>
/// A trained reward model: the mean over the members of an ensemble, less <paramref name="Caution"/> times their standard deviation, then
/// shifted and scaled.
/// </summary>
/// <param name="Members">Checkpoints with one output, one at least.</param>
/// <param name="Input">What of a step the model sees.</param>
/// <param name="Shift">Subtracted from the ensemble's value.</param>
/// <param name="Scale">What is left is divided by it; more than 0.</param>
/// <param name="Caution">0 or more: how much a disagreement of the members counts against a step.</param>
[RewardKind("learned.v1")]
public sealed record LearnedReward(IReadOnlyList<Artifact> Members, RewardInput Input, double Shift = 0, double Scale = 1, double Caution = 0) : RewardSource
{
    public bool Equals(LearnedReward? other) => other is not null && Members.SequenceEqual(other.Members)
        && (Input, Shift, Scale, Caution) == (other.Input, other.Shift, other.Scale, other.Caution);

    public override int GetHashCode() => HashCode.Combine(Members.Count, Input, Shift, Scale, Caution);
}

/// <summary>What a scripted judge would pay for a step (<see cref="IScriptedScorer"/>). It sees what a learner may see.</summary>
[RewardKind("judge.v1")]
public sealed record JudgeReward(JudgeRef Judge) : RewardSource;

/// <summary>What of a step a reward model sees. A discrete action enters as one number a choice, 1 for the one taken.</summary>
public enum RewardInput
{
    /// <summary>The state that the step ended in.</summary>
    NextObservation,

    /// <summary>The state that the step began in, and the action (Christiano et al. 2017).</summary>
    ObservationAndAction,
}
