using AlignmentLab.Errors;
using AlignmentLab.Judges;
using FluentValidation;

namespace AlignmentLab.Core.Judges;

/// <summary>Lets a spec name people as a judge.</summary>
internal sealed class HumanJudgeFactory : IJudgeFactory
{
    public string Name => HumanJudge.Name;

    public string Description => "People, who compare and answer in the inbox (`alab inbox`, the dashboard); the run waits for them.";

    public Type OptionsType => typeof(HumanJudgeOptions);

    public IScriptedJudge Create(object options) => throw new InvalidInputException("People are no script: effects with the judge 'human' wait for them.");
}

internal sealed class HumanJudgeOptionsValidator : AbstractValidator<HumanJudgeOptions>
{
    public HumanJudgeOptionsValidator() =>
        RuleFor(o => o.AnswersPerQuery).InclusiveBetween(1, 9).WithMessage("must be 1 to 9, not {PropertyValue}.");
}
