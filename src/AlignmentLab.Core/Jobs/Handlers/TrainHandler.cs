using System.Globalization;
using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Engines;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Learning;
using AlignmentLab.Serialization;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Core.Jobs.Handlers;

/// <summary>Trains on the labels that a request selects, with the configured engine.</summary>
internal sealed class TrainHandler(ITrainer trainer) : IEffectHandler<TrainRequest, TrainingResult>
{
    public async Task<EffectOutcome<TrainingResult>> HandleAsync(TrainRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        if (effect.Dataset.Count() == 0)
        {
            throw new WorkFailedException($"{scope.Call} has no labelled states to train on.");
        }

        var environment = scope.CreateEnvironment(effect.Environment);
        var discrete = environment.ActionSpace as DiscreteSpace;
        var loss = effect.Learner.Loss switch
        {
            "auto" => discrete is null ? "squared-error" : "cross-entropy",
            "cross-entropy" when discrete is null => throw new WorkFailedException(
                $"options.learner.loss is cross-entropy, and the actions of {environment.Name} are continuous; use squared-error or auto."),
            var named => named,
        };
        var data = await DataAsync(effect.Dataset, environment, scope, cancellationToken);
        if (loss == "cross-entropy" && effect.Learner.Model.ReadsSequences())
        {
            (data, loss) = (SequenceRows.Of(data), "sequence-cross-entropy");
        }

        var start = effect.Start is { } checkpoint ? await scope.ReadAsync(checkpoint, cancellationToken) : (ReadOnlyMemory<byte>?)null;
        var task = new TrainingTask(
            effect.Learner, data, discrete?.Count ?? environment.ActionSpace.Dimension, loss, scope.Seed("training"), start, Provenance(effect.Dataset));
        var progress = new Reported(scope);
        var model = await trainer.TrainAsync(task, progress, cancellationToken);
        var artifact = await scope.WriteAsync(model.Checkpoint, cancellationToken);
        return new EffectOutcome<TrainingResult>(new TrainingResult(artifact, model.EpochLosses, model.Steps, trainer.Engine));
    }

    private static async Task<TrainingData> DataAsync(Dataset dataset, IEnvironment environment, IEffectScope scope, CancellationToken cancellationToken)
    {
        var (inputSize, targetSize) = (environment.ObservationSpace.Dimension, environment.ActionSpace.Dimension);
        var count = checked((int)dataset.Count());
        var inputs = new float[checked(count * inputSize)];
        var targets = new float[checked(count * targetSize)];
        var row = 0;
        foreach (var part in dataset.Parts)
        {
            var labels = StateLabels.FromBytes(await scope.ReadAsync(part.Labels, cancellationToken));
            for (var i = 0; i < labels.Observations.Length; i++)
            {
                inputs[(row * inputSize) + i] = (float)labels.Observations[i];
            }

            for (var i = 0; i < labels.Actions.Length; i++)
            {
                targets[(row * targetSize) + i] = (float)labels.Actions[i];
            }

            row += labels.States.Length;
        }

        return new TrainingData(count, inputSize, inputs, targetSize, targets);
    }

    private static Dictionary<string, string> Provenance(Dataset dataset) => new(StringComparer.Ordinal)
    {
        ["dataset_sha256"] = Sha256.Of(EventJson.Serialize(dataset)).ToString(),
        ["dataset_examples"] = dataset.Count().ToString(CultureInfo.InvariantCulture),
    };

    private sealed class Reported(IEffectScope scope) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => scope.Report((double)value.Epoch / value.Epochs, "training");
    }
}
