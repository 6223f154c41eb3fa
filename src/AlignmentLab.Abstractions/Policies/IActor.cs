using AlignmentLab.Artifacts;
using AlignmentLab.Environments;
using AlignmentLab.Experts;

namespace AlignmentLab.Policies;

/// <summary>A policy that acts. An instance is used by one thread at a time.</summary>
public interface IActor
{
    /// <summary>Starts an episode; every random choice of it comes from <paramref name="draws"/>.</summary>
    void Begin(IDrawSource draws);

    /// <summary>Writes the action for an observation.</summary>
    void Act(ReadOnlySpan<double> observation, Span<double> action);
}

/// <summary>Makes actors of one kind of policy.</summary>
public interface IPolicyOpener<in TPolicy>
    where TPolicy : Policy
{
    ValueTask<IActor> OpenAsync(TPolicy policy, PolicyScope scope, CancellationToken cancellationToken);
}

/// <summary>What an opener may use.</summary>
/// <param name="Environment">Where the policy will act.</param>
/// <param name="Artifacts">Reads checkpoints.</param>
/// <param name="OpenInner">Opens a policy that this one is made of.</param>
/// <param name="CreateExpert">Makes a scripted expert for the environment.</param>
/// <param name="CreateEnvironment">Makes an instance of the environment, to be asked about its states; not the one that is acted in.</param>
public sealed record PolicyScope(
    EnvironmentInfo Environment,
    IArtifactReader Artifacts,
    Func<Policy, CancellationToken, ValueTask<IActor>> OpenInner,
    Func<ExpertRef, IScriptedExpert> CreateExpert,
    Func<IEnvironment> CreateEnvironment);
