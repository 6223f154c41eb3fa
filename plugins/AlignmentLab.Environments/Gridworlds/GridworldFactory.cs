using AlignmentLab.Environments.Episodes;
using FluentValidation;

namespace AlignmentLab.Environments.Gridworlds;

/// <summary>Registers the environment of one game.</summary>
public abstract class GridworldFactory<TOptions>(string name, string description, IValidator<TOptions> validator)
    : EnvironmentFactory<TOptions>(name, $"{description} (AI Safety Gridworlds, Leike et al. 2017).", validator)
    where TOptions : class
{
    protected abstract GridGame Game(TOptions options);

    protected sealed override IEnvironment Create(TOptions options) => Gridworld.Of(Game(options));
}
