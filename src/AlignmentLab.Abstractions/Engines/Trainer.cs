using AlignmentLab.Environments;
using AlignmentLab.Learning;

namespace AlignmentLab.Engines;

/// <summary>Examples in memory: row i of <paramref name="Inputs"/> has the target in row i of <paramref name="Targets"/>.</summary>
/// <param name="Count">Examples. Each is <see cref="RowsPerExample"/> consecutive rows.</param>
/// <param name="Inputs">Row-major, <c>Rows x InputSize</c>.</param>
/// <param name="TargetSize">Numbers a row that the loss wants; see <see cref="TrainingTask.Loss"/>.</param>
/// <param name="Targets">Row-major, <c>Rows x TargetSize</c>.</param>
public sealed record TrainingData(int Count, int InputSize, float[] Inputs, int TargetSize, float[] Targets)
{
    /// <summary>
    /// Rows that make one example, 1 or more: 1 for all losses but <c>preference</c>, for which it is even. Batches and means
    /// count examples, not rows.
    /// </summary>
    public int RowsPerExample { get; init; } = 1;

    public int Rows => checked(Count * RowsPerExample);
}

/// <summary>A training job as an engine sees it.</summary>
/// <param name="OutputSize">Classes for the losses that have classes, dimension of the target for squared error, 1 for preferences.</param>
/// <param name="Loss">
/// What is made small, as the mean over examples. In braces the columns of the target:
/// <list type="bullet">
/// <item><c>cross-entropy</c> {class}: -log softmax(outputs)[class].</item>
/// <item><c>squared-error</c> {one number an output}: the mean square of the differences.</item>
/// <item>
/// <c>preference</c> {weight, mu}: an example is a pair of fragments, the first half of its rows the steps of one, the second half
/// those of the other. The weight is 1 for a step and 0 for a row that only pads; mu is the share of judgements that prefer the
/// first fragment (1, 0, or 0.5 for as good), the same in all rows of the pair. The cross-entropy of sigma(sum of the first
/// fragment's outputs - sum of the second's) against mu (Bradley and Terry 1952; Christiano et al. 2017, equation 1).
/// </item>
/// <item>
/// <c>sequence-cross-entropy</c> {one class an input, or -1}: for models of sequences, which have outputs at each token of a row:
/// -log softmax(outputs)[class], as the mean over the tokens of a batch whose class is not -1.
/// </item>
/// <item>
/// <c>policy-gradient</c> {class, advantage}: -advantage * log softmax(outputs)[class] (Williams 1992), less
/// <see cref="EntropyBonus"/> times the entropy of softmax(outputs).
/// </item>
/// <item>
/// <c>clipped-policy-gradient</c> {class, advantage, log probability of the class under the policy that acted}: with r the ratio
/// of the probabilities, -min(r * advantage, r clipped to 1 +- <see cref="ClipRange"/> * advantage) (Schulman et al. 2017,
/// equation 7), less <see cref="EntropyBonus"/> times the entropy.
/// </item>
/// </list>
/// </param>
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
    IReadOnlyDictionary<string, string> Provenance)
{
    /// <summary>How far <c>clipped-policy-gradient</c> lets the ratio of probabilities go from 1, in (0, 1).</summary>
    public double ClipRange { get; init; } = 0.2;

    /// <summary>What a nat of entropy is worth in the policy gradient losses, 0 or more.</summary>
    public double EntropyBonus { get; init; }
}

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

    int OutputSize { get; }

    /// <summary>
    /// What it was trained by, which says what the outputs mean: values for <c>squared-error</c>, the reward of a step for
    /// <c>preference</c>, logits for the others.
    /// </summary>
    string Loss { get; }

    /// <summary>The outputs for <paramref name="count"/> inputs, row-major on both sides; of a model of sequences, those at each row's last token.</summary>
    void Forward(int count, ReadOnlySpan<float> inputs, Span<float> outputs);
}

/// <summary>A model that was trained with dropout (<see cref="Learning.ModelSpec.Dropout"/>), and can be computed with it still.</summary>
public interface IDropoutModel : IModel
{
    /// <summary>
    /// The outputs when some hidden units are dropped, as in training: draws from a Bayesian posterior, nearly (Gal and Ghahramani
    /// 2016). One draw a hidden unit, row by row within a layer; equal draws give equal outputs.
    /// </summary>
    void Forward(int count, ReadOnlySpan<float> inputs, Span<float> outputs, IDrawSource draws);
}

/// <summary>
/// A model of sequences of tokens 0 to <see cref="Vocabulary"/> - 1. A row of inputs is one token at least, then -1 up to
/// <see cref="IModel.InputSize"/>; the first may be the mark of the beginning, which has the number <see cref="Vocabulary"/>.
/// </summary>
public interface ISequenceModel : IModel
{
    int Vocabulary { get; }

    /// <summary>Begins sequences that are read token by token, what has been computed of a beginning being kept.</summary>
    /// <param name="count">Sequences side by side, 1 or more.</param>
    ISequenceReading Begin(int count);
}

/// <summary>Sequences of one length, side by side, as a model has read them so far.</summary>
public interface ISequenceReading
{
    /// <summary>Tokens read of each, the mark of the beginning among them.</summary>
    int Length { get; }

    /// <summary>Reads one more token of each sequence.</summary>
    /// <param name="tokens">One a sequence.</param>
    /// <param name="outputs">The outputs at these tokens, <c>sequences x OutputSize</c>: the same bits as <see cref="IModel.Forward"/> gives for the row.</param>
    /// <exception cref="InvalidOperationException">As many have been read as the model looks back at.</exception>
    void Read(ReadOnlySpan<int> tokens, Span<float> outputs);
}
