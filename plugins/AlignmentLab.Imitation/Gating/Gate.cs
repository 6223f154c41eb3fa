using System.Text.Json.Serialization;
using AlignmentLab.Artifacts;
using AlignmentLab.Imitation.Returns;

namespace AlignmentLab.Imitation.Gating;

/// <summary>
/// Decides in each state of an episode who acts, novice or expert, and whether the expert is asked there: every state in which it
/// is, is labelled, and counts. It is part of every request to play such an episode, so its JSON form is stored for ever.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ExpertGate), "expert.v1")]
[JsonDerivedType(typeof(SafetyGate), "safety.v1")]
[JsonDerivedType(typeof(DoubtGate), "doubt.v1")]
[JsonDerivedType(typeof(DropoutGate), "dropout.v1")]
[JsonDerivedType(typeof(ThriftyGate), "thrifty.v1")]
[JsonDerivedType(typeof(WatchGate), "watch.v1")]
public abstract record Gate;

/// <summary>The expert acts throughout: a demonstration.</summary>
public sealed record ExpertGate : Gate;

/// <summary>The expert acts where a classifier says that the novice would deviate from it, and is asked nowhere else.</summary>
/// <param name="Classifier">Told by <see cref="SafetyFeatures"/>; its second class is "deviates".</param>
public sealed record SafetyGate(Artifact Classifier) : Gate;

/// <summary>The expert acts where the novice doubts itself or deviates from it.</summary>
/// <param name="Doubt">The most at which the novice acts, 0 or more; see <see cref="Policies.IDoubtingActor"/>.</param>
/// <param name="Discrepancy">
/// The largest <see cref="ActionDistance"/> at which the novice acts, 0 or more: it needs the expert's word in every state. Null: only
/// doubt decides, and the expert is asked only where it acts.
/// </param>
public sealed record DoubtGate(double Doubt, double? Discrepancy) : Gate;

/// <summary>The expert acts where too few of the novice's samples are near it; it is asked in every state.</summary>
/// <param name="Samples">Drawn in each state, 1 or more; see <see cref="Policies.ISamplingActor"/>.</param>
/// <param name="Tolerance">The largest <see cref="ActionDistance"/> that is near, 0 or more.</param>
/// <param name="Share">The least share of samples that must be near for the novice to act, in [0, 1].</param>
public sealed record DropoutGate(int Samples, double Tolerance, double Share) : Gate;

/// <summary>The expert takes over where a state is novel or risky, and hands back where the novice is close to it and the risk is low.</summary>
/// <param name="Novelty">The largest doubt at which the novice goes on.</param>
/// <param name="Returns">Predicts the return from a state and an action on.</param>
/// <param name="Risk">The least predicted return at which the novice goes on.</param>
/// <param name="HandBackDiscrepancy">The largest squared <see cref="ActionDistance"/> at which the expert hands back.</param>
/// <param name="HandBackRisk">The least predicted return at which it does.</param>
public sealed record ThriftyGate(double Novelty, ReturnModel Returns, double Risk, double HandBackDiscrepancy, double HandBackRisk) : Gate;

/// <summary>
/// A script watches the novice, as a person would, and takes over when it has been in danger for some steps, until it has been out
/// of it for some. Watching is no label; the states in which the script watched are counted apart.
/// </summary>
/// <param name="Danger">What danger is.</param>
/// <param name="OpensAfter">Steps of danger in a row, 1 or more.</param>
/// <param name="ClosesAfter">Steps without in a row, 1 or more.</param>
public sealed record WatchGate(Danger Danger, int OpensAfter, int ClosesAfter) : Gate;
