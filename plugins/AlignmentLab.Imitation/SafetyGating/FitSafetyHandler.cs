using AlignmentLab.Algorithms;
using AlignmentLab.Engines;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Imitation.Gating;
using AlignmentLab.Serialization;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Imitation.SafetyGating;

/// <summary>Has the novice act in the labelled states, and trains on whether it was near.</summary>
internal sealed class FitSafetyHandler : IEffectHandler<FitSafetyRequest, FittedSafety>
{
    public async Task<EffectOutcome<FittedSafety>> HandleAsync(FitSafetyRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        if (effect.Labels.Count() == 0)
        {
            throw new WorkFailedException($"{scope.Call} has no labelled states to compare the novice in.");
        }

        var environment = EnvironmentInfo.Of(effect.Environment, scope.CreateEnvironment(effect.Environment));
        var novice = await scope.OpenPolicyAsync(effect.Novice, effect.Environment, cancellationToken);
        novice.Begin(scope.Random("policy").CreateGenerator());
        var (features, inputs, classes) = (new SafetyFeatures(environment), new List<float>(), new List<float>());
        var (row, action) = (new float[features.Size], new double[environment.ActionSpace.Dimension]);
        foreach (var part in effect.Labels.Parts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var labels = StateLabels.FromBytes(await scope.ReadAsync(part.Labels, cancellationToken));
            for (var i = 0; i < labels.States.Length; i++)
            {
                var observation = labels.Observations.AsSpan(i * labels.ObservationSize, labels.ObservationSize);
                novice.Act(observation, action);
                features.Write(observation, action, row);
                inputs.AddRange(row);
                classes.Add(ActionDistance.Between(environment.ActionSpace, action, labels.Actions.AsSpan(i * labels.ActionSize, labels.ActionSize)) > effect.Tolerance ? 1 : 0);
            }
        }

        var provenance = new Dictionary<string, string>(StringComparer.Ordinal) { ["labels_sha256"] = Sha256.Of(EventJson.Serialize(effect.Labels)).ToString() };
        var task = new TrainingTask(
            effect.Learner, new TrainingData(classes.Count, features.Size, [.. inputs], 1, [.. classes]), 2, "cross-entropy", scope.Seed("safety"), Start: null, provenance);
        var model = await scope.Trainer.TrainAsync(task, progress: null, cancellationToken);
        var checkpoint = await scope.WriteAsync(model.Checkpoint, cancellationToken);
        return new EffectOutcome<FittedSafety>(new FittedSafety(checkpoint, classes.Count, classes.Count(c => c == 1), model.EpochLosses[^1], scope.Trainer.Engine));
    }
}
