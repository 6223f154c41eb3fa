using AlignmentLab.Algorithms;
using AlignmentLab.Errors;
using AlignmentLab.Experts;
using AlignmentLab.Policies;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Imitation.Chunks;

/// <summary>Plays the policy to where each chunk begins, then the expert to where it ends.</summary>
internal sealed class WriteChunksHandler : IEffectHandler<WriteChunksRequest, WrittenChunks>
{
    public async Task<EffectOutcome<WrittenChunks>> HandleAsync(WriteChunksRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        if (HumanExpert.Is(effect.Expert))
        {
            throw new WorkFailedException("Chunks want an expert that acts on its own; people can be asked for single states (dagger) alone. Name another expert.");
        }

        var environment = scope.CreateEnvironment(effect.Environment);
        var policy = await scope.OpenPolicyAsync(effect.Policy, effect.Environment, cancellationToken);
        var expert = await scope.OpenPolicyAsync(new ExpertPolicy(effect.Expert), effect.Environment, cancellationToken);
        var (inputs, actions) = (environment.ObservationSpace.Dimension, environment.ActionSpace.Dimension);
        var (states, observations, taken) = (new List<long>(), new List<double>(), new List<double>());
        var episode = new HandedEpisode(environment, policy, expert);
        foreach (var (chunk, i) in effect.Chunks.Select((c, i) => (c, i)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            episode.Play(scope.Random("chunks").Child(i), chunk.Start, chunk.Length, expert, (step, observation, action) =>
            {
                states.Add(step);
                observations.AddRange(observation);
                taken.AddRange(action);
            });
        }

        if (states.Count == 0)
        {
            throw new WorkFailedException("No chunk was begun: every episode ended before. Shorten the environment's horizon to what the policy lasts, or begin with more demonstrations.");
        }

        var labels = new StateLabels([.. states], inputs, [.. observations], actions, [.. taken]);
        return new EffectOutcome<WrittenChunks>(new WrittenChunks(await scope.WriteAsync(labels.ToBytes(), cancellationToken), states.Count));
    }
}
