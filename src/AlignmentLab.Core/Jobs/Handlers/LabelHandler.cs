using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Errors;
using AlignmentLab.Experts;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Core.Jobs.Handlers;

/// <summary>Has a scripted expert label states of one rollout; people label theirs in the inbox.</summary>
internal sealed class LabelHandler : IEffectHandler<LabelRequest, LabeledRollout>
{
    public bool IsRepeatable(LabelRequest effect) => !HumanExpert.Is(effect.Expert);

    public bool WaitsForPeople(LabelRequest effect) => HumanExpert.Is(effect.Expert);

    public async Task<EffectOutcome<LabeledRollout>> HandleAsync(LabelRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        var trajectory = Trajectory.FromBytes(await scope.ReadAsync(effect.Trajectory, cancellationToken));
        var states = effect.States?.Select(s => (long)s).ToArray() ?? [.. Enumerable.Range(0, trajectory.Steps).Select(s => (long)s)];
        if (states.Length != effect.ExpertQueries || states.Any(s => s < 0 || s >= trajectory.Steps) || states.Zip(states.Skip(1)).Any(p => p.First >= p.Second))
        {
            throw new WorkFailedException(
                $"{scope.Call} asks for {effect.ExpertQueries} labels of {states.Length} states; they must be ascending and below {trajectory.Steps}.");
        }

        var expert = scope.CreateExpert(effect.Expert, effect.Environment);
        expert.Begin(scope.Random("expert").CreateGenerator());
        var labels = new StateLabels(
            states, trajectory.ObservationSize, new double[states.Length * trajectory.ObservationSize], trajectory.ActionSize, new double[states.Length * trajectory.ActionSize]);
        var disagreements = 0L;
        for (var i = 0; i < states.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var step = (int)states[i];
            trajectory.Observation(step).CopyTo(labels.Observations.AsSpan(i * labels.ObservationSize));
            var action = labels.Actions.AsSpan(i * labels.ActionSize, labels.ActionSize);
            expert.Act(trajectory.Observation(step), action);
            disagreements += action.SequenceEqual(trajectory.Action(step)) ? 0 : 1;
        }

        var artifact = await scope.WriteAsync(labels.ToBytes(), cancellationToken);
        return new EffectOutcome<LabeledRollout>(new LabeledRollout(effect.Trajectory, artifact, states.Length, disagreements));
    }
}
