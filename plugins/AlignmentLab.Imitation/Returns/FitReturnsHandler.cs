using System.Globalization;
using AlignmentLab.Algorithms;
using AlignmentLab.Engines;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Learning;
using AlignmentLab.Serialization;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Imitation.Returns;

/// <summary>Sums what followed each step, and trains on it by squared error.</summary>
internal sealed class FitReturnsHandler : IEffectHandler<FitReturnsRequest, FittedReturns>
{
    public async Task<EffectOutcome<FittedReturns>> HandleAsync(FitReturnsRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        if (effect.Steps.Count == 0)
        {
            throw new WorkFailedException($"{scope.Call} has no steps whose returns could be fitted.");
        }

        var features = new StateActionFeatures(EnvironmentInfo.Of(effect.Environment, scope.CreateEnvironment(effect.Environment)));
        var (inputs, returns) = (new List<float>(), new List<double>());
        foreach (var steps in effect.Steps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Read(Trajectory.FromBytes(await scope.ReadAsync(steps.Trajectory, cancellationToken)), steps, effect.Discount, features, inputs, returns);
        }

        var (mean, deviation) = Spread(returns);
        var targets = returns.ConvertAll(r => (float)((r - mean) / deviation));
        var data = new TrainingData(returns.Count, features.Size, [.. inputs], 1, [.. targets]);
        var provenance = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["steps_sha256"] = Sha256.Of(EventJson.Serialize(effect.Steps)).ToString(),
            ["discount"] = effect.Discount.ToString(CultureInfo.InvariantCulture),
        };
        var task = new TrainingTask(effect.Learner, data, 1, "squared-error", scope.Seed("returns"), Start: null, provenance);
        var model = await scope.Trainer.TrainAsync(task, progress: null, cancellationToken);
        var checkpoint = await scope.WriteAsync(model.Checkpoint, cancellationToken);
        return new EffectOutcome<FittedReturns>(new FittedReturns(new ReturnModel(checkpoint, mean, deviation), returns.Count, model.EpochLosses[^1], scope.Trainer.Engine));
    }

    private static void Read(Trajectory trajectory, Fragment steps, double discount, StateActionFeatures features, List<float> inputs, List<double> returns)
    {
        var (row, onward) = (new float[features.Size], new double[trajectory.Steps + 1]);
        for (var step = trajectory.Steps - 1; step >= steps.Start; step--)
        {
            onward[step] = trajectory.Rewards[step] + (discount * onward[step + 1]);
        }

        for (var step = steps.Start; step < steps.Start + steps.Length; step++)
        {
            features.Write(trajectory.Observation(step), step, trajectory.Action(step), row);
            inputs.AddRange(row);
            returns.Add(onward[step]);
        }
    }

    private static (double Mean, double Deviation) Spread(List<double> returns)
    {
        var mean = returns.Sum() / returns.Count;
        var deviation = Math.Sqrt(returns.Sum(r => (r - mean) * (r - mean)) / returns.Count);
        return (mean, deviation > 0 ? deviation : 1);
    }
}
