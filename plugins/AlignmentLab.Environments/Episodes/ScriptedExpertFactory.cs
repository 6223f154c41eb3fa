using AlignmentLab.Experts;

namespace AlignmentLab.Environments.Episodes;

/// <summary>A factory of an expert that has no options and decides from the observation alone.</summary>
public abstract class ScriptedExpertFactory(string name, string environment, string description) : IScriptedExpertFactory
{
    public string Name => name;

    public string Environment => environment;

    public string Description => description;

    public Type OptionsType => typeof(NoOptions);

    public abstract IScriptedExpert Create(object options, IEnvironment environment);
}
