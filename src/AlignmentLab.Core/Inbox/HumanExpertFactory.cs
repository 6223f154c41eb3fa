using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Experts;
using FluentValidation;

namespace AlignmentLab.Core.Inbox;

/// <summary>Lets a spec name people as its expert; what acts in their place is a scripted one.</summary>
internal sealed class HumanExpertFactory(Lazy<IPluginCatalog> catalog) : IScriptedExpertFactory
{
    public string Name => HumanExpert.Name;

    public string Description => "People, who label states in the inbox (`alab inbox`, the dashboard); the run waits for them.";

    public string Environment => HumanExpert.AnyEnvironment;

    public Type OptionsType => typeof(HumanExpertOptions);

    public IScriptedExpert Create(object options, IEnvironment environment)
    {
        var name = ((HumanExpertOptions)options).ActsAs ?? throw new InvalidInputException(
            "The algorithm lets the expert act, and people label states but do not steer: name a scripted expert under expert.options.actsAs.");
        var factory = catalog.Value.Expert(name);
        return factory.Environment == environment.Name
            ? factory.Create(OptionsJson.Read([], factory.OptionsType, $"expert {name}"), environment)
            : throw new InvalidInputException($"expert.options.actsAs: '{name}' is an expert for {factory.Environment}, not for {environment.Name}.");
    }
}

internal sealed class HumanExpertOptionsValidator : AbstractValidator<HumanExpertOptions>
{
    public HumanExpertOptionsValidator() => RuleFor(o => o.AnswersPerState).InclusiveBetween(1, 9);
}
