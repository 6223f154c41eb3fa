using AlignmentLab.Artifacts;
using AlignmentLab.Environments;
using AlignmentLab.Learning;

namespace AlignmentLab.Algorithms.Effects;

/// <summary>Asks for a policy network with new weights, from the run's seed. Like <see cref="ImprovePolicyRequest"/>, it is for the plugin that optimises policies.</summary>
[Effect("initialize-policy", "policy-initialization-requested.v1", "policy-initialized.v1")]
public sealed record InitializePolicyRequest(EnvironmentRef Environment, LearnerOptions Learner) : Effect<InitializedPolicy>;

/// <param name="Policy">Its checkpoint.</param>
/// <param name="Engine">The trainer, such as <c>managed/1</c>.</param>
public sealed record InitializedPolicy(Artifact Policy, string Engine);

public static class InitializePolicyEffects
{
    /// <summary>The network that <see cref="ImprovePolicyRequest"/> starts from: new weights, or an imitation of the expert.</summary>
    /// <param name="imitation">How the expert is imitated first; the model is that of <paramref name="policy"/>.</param>
    /// <param name="policy">The policy network.</param>
    /// <returns>Its checkpoint.</returns>
    public static async Task<Artifact> StartPolicyAsync(this IRunContext run, PolicyStart start, ImitationOptions imitation, LearnerOptions policy)
    {
        if (start == PolicyStart.New)
        {
            return (await run.PerformAsync(new InitializePolicyRequest(run.Environment.Reference, policy))).Policy;
        }

        var shown = await run.LabelAsync(await run.RolloutsAsync(run.Expert.AsPolicy(), imitation.Episodes));
        var imitated = await run.TrainAsync(imitation.Learner with { Model = policy.Model }, Dataset.Empty.Aggregate(shown));
        return imitated.Checkpoint;
    }
}
