using AlignmentLab.Algorithms;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Imitation.Gating;
using AlignmentLab.Imitation.Returns;
using AlignmentLab.Policies;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Imitation.ThriftyGating;

/// <summary>Has the novice say what it would do in each state, how much it doubts, and the model what would follow.</summary>
internal sealed class ReadGatesHandler : IEffectHandler<ReadGatesRequest, TakenReadings>
{
    public async Task<EffectOutcome<TakenReadings>> HandleAsync(ReadGatesRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        var environment = EnvironmentInfo.Of(effect.Environment, scope.CreateEnvironment(effect.Environment));
        var novice = await scope.OpenPolicyAsync(effect.Novice, effect.Environment, cancellationToken) as IDoubtingActor
            ?? throw new WorkFailedException("The gate goes by the novice's doubt, and the novice has none: it must be an ensemble.");
        var returns = new ReturnReader(effect.Returns, await scope.OpenModelAsync(effect.Returns.Model, cancellationToken), environment);
        novice.Begin(scope.Random("policy").CreateGenerator());
        var (acted, doubts, predicted, action) = (new List<long>(), new List<double>(), new List<double>(), new double[environment.ActionSpace.Dimension]);
        foreach (var episode in effect.Episodes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var trajectory = Trajectory.FromBytes(await scope.ReadAsync(episode.Trajectory, cancellationToken));
            acted.AddRange(GateReadings.FromBytes(await scope.ReadAsync(episode.Readings, cancellationToken)).ExpertActed);
            for (var step = 0; step < trajectory.Steps; step++)
            {
                novice.Act(trajectory.Observation(step), action);
                doubts.Add(novice.Doubt(trajectory.Observation(step)));
                predicted.Add(returns.Predict(trajectory.Observation(step), step, action));
            }
        }

        var readings = new GateReadings([.. acted], [.. doubts], [.. predicted]);
        return new EffectOutcome<TakenReadings>(new TakenReadings(await scope.WriteAsync(readings.ToBytes(), cancellationToken)));
    }
}
