using AlignmentLab.Algorithms;
using AlignmentLab.Artifacts;
using AlignmentLab.Learning;
using AlignmentLab.RewardModeling.Fitting;

namespace AlignmentLab.RewardModeling.Overoptimization;

/// <summary>Asks for a reward model of letter strings, trained on pairs that a noisy annotator with the gold reward compared.</summary>
/// <param name="Pairs">Pairs of samples, compared with P(first) = sigma((gold of first - gold of second) / <paramref name="Temperature"/>).</param>
/// <param name="PairSeed">The seed of the generator that draws pairs and answers.</param>
/// <param name="HeldOutPairs">Further pairs, of the seed 99, on which the model is judged.</param>
[Effect("train-letter-reward", "letter-reward-requested.v1", "letter-reward-trained.v1", Queue = "gpu")]
public sealed record TrainLetterRewardRequest(int Pairs, ulong PairSeed, double Temperature, LearnerOptions Learner, int HeldOutPairs) : Effect<LetterReward>;

/// <param name="Checkpoint">A model with one output: the reward of a whole string.</param>
/// <param name="Parameters">Weights and biases.</param>
/// <param name="Loss">Mean loss of the last epoch.</param>
/// <param name="Steps">Optimiser steps.</param>
/// <param name="HeldOut">Against the annotator's answers.</param>
/// <param name="GoldAccuracy">The share of held-out pairs of different gold reward whose order it has right.</param>
/// <param name="Engine">The trainer, such as <c>managed/1</c>.</param>
public sealed record LetterReward(Artifact Checkpoint, int Parameters, double Loss, long Steps, FitQuality HeldOut, double GoldAccuracy, string Engine);
