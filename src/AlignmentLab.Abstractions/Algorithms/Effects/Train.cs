using AlignmentLab.Artifacts;
using AlignmentLab.Environments;
using AlignmentLab.Learning;
using AlignmentLab.Policies;

namespace AlignmentLab.Algorithms.Effects;

/// <summary>Asks for a model trained on labelled states.</summary>
/// <param name="Dataset">The labels to train on, in order; one at least.</param>
/// <param name="Start">The checkpoint to go on from, or null to start anew.</param>
[Effect("train", "training-requested.v1", "training-completed.v1", Queue = "gpu")]
public sealed record TrainRequest(
    LearnerOptions Learner, EnvironmentRef Environment, Dataset Dataset, Artifact? Start) : Effect<TrainingResult>;

/// <summary>A training job's result.</summary>
/// <param name="EpochLosses">Mean training loss of each epoch.</param>
/// <param name="Steps">Optimiser steps.</param>
/// <param name="Engine">The trainer that made it, such as <c>managed/1</c>.</param>
public sealed record TrainingResult(Artifact Checkpoint, double[] EpochLosses, long Steps, string Engine)
{
    /// <summary>The trained model, acting.</summary>
    public LearnedPolicy AsPolicy() => new(Checkpoint);
}

public static class TrainEffects
{
    /// <summary>A policy trained on the data set.</summary>
    /// <param name="start">The policy whose weights to go on from, when the learner asks for a warm start.</param>
    public static async Task<LearnedPolicy> TrainAsync(this IRunContext run, LearnerOptions learner, Dataset dataset, LearnedPolicy? start = null)
    {
        var result = await run.PerformAsync(new TrainRequest(
            learner, run.Environment.Reference, dataset, learner.WarmStart ? start?.Checkpoint : null));
        return result.AsPolicy();
    }
}
