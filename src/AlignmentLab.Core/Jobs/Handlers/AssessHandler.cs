using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Errors;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Core.Jobs.Handlers;

/// <summary>Has a policy act in labelled states and compares.</summary>
internal sealed class AssessHandler : IEffectHandler<AssessRequest, Assessment>
{
    public async Task<EffectOutcome<Assessment>> HandleAsync(AssessRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        if (effect.Labels.Count() == 0)
        {
            throw new WorkFailedException($"{scope.Call} has no labelled states to compare with.");
        }

        var actor = await scope.OpenPolicyAsync(effect.Policy, effect.Environment, cancellationToken);
        actor.Begin(scope.Random("policy").CreateGenerator());
        var (count, disagreements, squared) = (0L, 0L, 0.0);
        foreach (var part in effect.Labels.Parts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var labels = StateLabels.FromBytes(await scope.ReadAsync(part.Labels, cancellationToken));
            var action = new double[labels.ActionSize];
            for (var i = 0; i < labels.States.Length; i++)
            {
                var label = labels.Actions.AsSpan(i * labels.ActionSize, labels.ActionSize);
                actor.Act(labels.Observations.AsSpan(i * labels.ObservationSize, labels.ObservationSize), action);
                disagreements += label.SequenceEqual(action) ? 0 : 1;
                for (var j = 0; j < action.Length; j++)
                {
                    squared += (action[j] - label[j]) * (action[j] - label[j]);
                }
            }

            count += labels.States.Length;
        }

        return new EffectOutcome<Assessment>(new Assessment(count, disagreements, squared / count));
    }
}
