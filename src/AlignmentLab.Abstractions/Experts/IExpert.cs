using AlignmentLab.Environments;

namespace AlignmentLab.Experts;

/// <summary>
/// An expert that answers at once: a script or a planner. It labels states and can act as a policy. An instance is used by
/// one thread at a time; <see cref="Begin"/> starts an episode.
/// </summary>
public interface IScriptedExpert
{
    /// <summary>Forgets the episode before; an expert that depends on the observation alone need do nothing.</summary>
    void Begin(IDrawSource draws);

    /// <summary>The action that the expert would take on this observation (action space's dimension).</summary>
    void Act(ReadOnlySpan<double> observation, Span<double> action);
}

/// <summary>
/// An expert that can say how likely each of its choices is, where actions are discrete: what an imitation that is kept near it is
/// measured by.
/// </summary>
public interface IDistributionExpert : IScriptedExpert
{
    /// <summary>Writes the probability of each action for an observation; they sum to 1. See <see cref="Policies.IDistributionActor"/>.</summary>
    void Distribution(ReadOnlySpan<double> observation, Span<double> probabilities);
}

/// <summary>Makes a scripted expert for one environment. Registered by a plugin under <see cref="Name"/>.</summary>
public interface IScriptedExpertFactory
{
    /// <summary>The name that a spec uses, such as <c>cartpole-feedback</c>.</summary>
    string Name { get; }

    /// <summary>One line: how it decides, the return that it reaches.</summary>
    string Description { get; }

    /// <summary>The environment that it is an expert for. The first one registered for an environment is its default.</summary>
    string Environment { get; }

    Type OptionsType { get; }

    /// <param name="options">An instance of <see cref="OptionsType"/>, already validated.</param>
    /// <param name="environment">An instance that the expert may plan with; nobody else uses it.</param>
    IScriptedExpert Create(object options, IEnvironment environment);
}
