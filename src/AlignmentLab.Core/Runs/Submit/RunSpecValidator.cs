using AlignmentLab.Core.Runs.Specs;
using FluentValidation;

namespace AlignmentLab.Core.Runs.Submit;

/// <summary>What the types of a spec cannot express.</summary>
internal sealed class RunSpecValidator : AbstractValidator<RunSpec>
{
    /// <summary>Within what the timers of the runtime can measure.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public RunSpecValidator()
    {
        RuleFor(s => s.Name).Must(name => name.Length is > 0 and <= 60 && RunResolver.NamePattern.IsMatch(name))
            .WithMessage(s => s.Name.Length == 0
                ? "give the spec a name, such as 'dagger-cartpole'."
                : $"'{s.Name}' must be 1 to 60 of a-z, 0-9 and single hyphens, such as 'dagger-cartpole'.");
        RuleFor(s => s.Algorithm).NotEmpty().WithMessage("name an algorithm; `alab plugins list` shows them.");
        RuleFor(s => s.Environment.Name).NotEmpty().WithMessage("name an environment; `alab environments list` shows them.");
        RuleFor(s => s.Budgets.ExpertQueries).GreaterThanOrEqualTo(0).WithMessage("must be 0 or more, not {PropertyValue}.");
        RuleFor(s => s.Budgets.Effects).GreaterThanOrEqualTo(1).WithMessage("must be 1 or more, not {PropertyValue}.");
        RuleFor(s => s.Jobs.Attempts).InclusiveBetween(1, 10).WithMessage("must be 1 to 10, not {PropertyValue}.");
        RuleFor(s => s.Jobs.Silence).LessThanOrEqualTo(Longest).WithMessage($"must be at most {Longest.TotalDays} days, not {{PropertyValue}}.");
        RuleFor(s => s.Budgets.WallClock).LessThanOrEqualTo(Longest).WithMessage($"must be at most {Longest.TotalDays} days, not {{PropertyValue}}.");
    }
}
