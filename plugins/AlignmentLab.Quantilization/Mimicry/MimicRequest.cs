using AlignmentLab.Algorithms;
using AlignmentLab.Environments;

namespace AlignmentLab.Quantilization.Mimicry;

/// <summary>What an imitator wants.</summary>
public enum MimicObjective
{
    /// <summary>The least KL(imitator || imitated): to show nothing that the imitated would not.</summary>
    Divergence,

    /// <summary>The coupling under which the two most often show the same.</summary>
    Coupling,

    /// <summary>To be told from the imitated as badly as possible by the best discriminator.</summary>
    Discriminator,

    /// <summary>The greatest expected return, whatever it looks like.</summary>
    Return,

    /// <summary>To be told apart as badly as possible by Eva, while Hugh, who is imitated, does the task in the way that she tells worst from what Arthur has done so far.</summary>
    MeetingHalfway,
}

/// <summary>Asks what an imitator does that cannot do all that the imitated can.</summary>
/// <param name="Environment">Where the imitator decides.</param>
/// <param name="Imitated">The same decision with the other's abilities.</param>
/// <param name="ImitatedAction">What the imitated does, unless they meet halfway.</param>
/// <param name="TaskReturn">The expected return from which on Hugh has done his task.</param>
/// <param name="Explored">Whether Eva has seen all that Arthur can do, or only his mimicry of Hugh.</param>
[Effect("mimic", "mimicry-requested.v1", "mimicry-completed.v1")]
public sealed record MimicRequest(
    EnvironmentRef Environment, EnvironmentRef Imitated, int ImitatedAction, MimicObjective Objective, double TaskReturn, bool Explored) : Effect<Mimicked>;

/// <summary>What the imitator does.</summary>
/// <param name="Action">The action that it takes.</param>
/// <param name="ImitatedAction">What the imitated does in the end.</param>
/// <param name="Return">The imitator's expected return.</param>
/// <param name="Divergence">KL(imitator || imitated) in nats; null where it is infinite.</param>
/// <param name="Coupling">See <see cref="MimicObjective.Coupling"/>: the probability of showing something else, in [0, 1].</param>
/// <param name="Discrimination">The Jensen-Shannon divergence in nats, in [0, ln 2].</param>
/// <param name="Rounds">Rounds until nobody changed, where they meet halfway; else 0.</param>
public sealed record Mimicked(int Action, int ImitatedAction, double Return, double? Divergence, double Coupling, double Discrimination, int Rounds);
