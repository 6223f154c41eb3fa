using AlignmentLab.Learning;

namespace AlignmentLab.Engines;

/// <summary>Examples in memory: row i of <paramref name="Inputs"/> has the target in row i of <paramref name="Targets"/>.</summary>
/// <param name="Inputs">Row-major, <c>Count x InputSize</c>.</param>
/// <param name="Targets">Row-major, <c>Count x TargetSize</c>; for cross-entropy one class index a row.</param>
public sealed record TrainingData(int Count, int InputSize, float[] Inputs, int TargetSize, float[] Targets);

/// <summary>A training job as an engine sees it.</summary>
/// <param name="OutputSize">Classes for cross-entropy, dimension of the target for squared error.</param>
/// <param name="Loss"><c>cross-entropy</c> or <c>squared-error</c>, resolved.</param>
/// <param name="Seed">Fixes initial weights and the order of examples.</param>
/// <param name="Start">The checkpoint (safetensors) to go on from, or null to initialise anew.</param>
/// <param name="Provenance">Entries for the checkpoint's safetensors metadata, such as the run and the hash of the data.</param>
public sealed record TrainingTask(
    LearnerOptions Learner,
    TrainingData Data,
    int OutputSize,
    string Loss,
    ulong Seed,
    ReadOnlyMemory<byte>? Start,
    IReadOnlyDictionary<string, string> Provenance);

/// <summary>What training gave.</summary>
/// <param name="Checkpoint">The weights as a safetensors file, with the model's shape in its metadata.</param>
/// <param name="EpochLosses">Mean loss over the examples of each epoch, in order.</param>
/// <param name="Steps">Optimiser steps taken.</param>
public sealed record TrainedModel(byte[] Checkpoint, double[] EpochLosses, long Steps);

/// <summary>How far a training job is.</summary>
public readonly record struct TrainingProgress(int Epoch, int Epochs, double Loss);

/// <summary>The trainer port. The managed engine gives the same bits for the same task on every machine.</summary>
public interface ITrainer
{
    /// <summary>Recorded with every run, such as <c>managed/1</c>. A change of results is a change of this name.</summary>
    string Engine { get; }

    /// <exception cref="Errors.InvalidInputException">The learner has a value that cannot be; the message names the field.</exception>
    ValueTask<TrainedModel> TrainAsync(TrainingTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken);
}

/// <summary>Opens checkpoints for inference.</summary>
public interface IModelRuntime
{
    /// <exception cref="Errors.EnvironmentFailureException">The bytes are no checkpoint that this engine can open.</exception>
    IModel Open(ReadOnlyMemory<byte> checkpoint);
}

/// <summary>A model ready for inference. An instance is used by one thread at a time.</summary>
public interface IModel
{
    int InputSize { get; }

    /// <summary>Logits for cross-entropy models, predicted values for squared-error ones.</summary>
    int OutputSize { get; }

    /// <summary><c>cross-entropy</c> or <c>squared-error</c>: what the outputs mean.</summary>
    string Loss { get; }

    /// <summary>The outputs for <paramref name="count"/> inputs, row-major on both sides.</summary>
    void Forward(int count, ReadOnlySpan<float> inputs, Span<float> outputs);
}
