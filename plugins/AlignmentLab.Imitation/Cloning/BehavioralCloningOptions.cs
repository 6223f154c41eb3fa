using AlignmentLab.Learning;
using FluentValidation;

namespace AlignmentLab.Imitation.Cloning;

/// <summary>Options of <see cref="BehavioralCloning"/>.</summary>
public sealed record BehavioralCloningOptions
{
    /// <summary>Expert labels to train on, 1 or more; demonstrations are sampled until there are this many.</summary>
    public int Labels { get; init; } = 2000;

    /// <summary>The model and its training.</summary>
    public LearnerOptions Learner { get; init; } = new();

    /// <summary>Episodes of the final evaluation, 1 or more.</summary>
    public int EvaluationEpisodes { get; init; } = 20;

    /// <summary>Also evaluate the expert and acting at random, and measure the return on the scale that they span.</summary>
    public bool NormalizeReturn { get; init; }
}

internal sealed class BehavioralCloningOptionsValidator : AbstractValidator<BehavioralCloningOptions>
{
    public BehavioralCloningOptionsValidator()
    {
        RuleFor(o => o.Labels).GreaterThanOrEqualTo(1).WithMessage("must be 1 or more, not {PropertyValue}.");
        RuleFor(o => o.EvaluationEpisodes).GreaterThanOrEqualTo(1).WithMessage("must be 1 or more, not {PropertyValue}.");
        RuleFor(o => o.Learner).SetValidator(new LearnerOptionsValidator());
    }
}
