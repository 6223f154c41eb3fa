using AlignmentLab.Learning;
using AlignmentLab.Imitation.Scoring;
using FluentValidation;

namespace AlignmentLab.Imitation.Cloning;

/// <summary>Options of <see cref="BehavioralCloning"/>.</summary>
public sealed record BehavioralCloningOptions
{
    /// <summary>Expert labels to train on, 1 to 10,000,000; demonstrations are sampled until there are this many.</summary>
    public int Labels { get; init; } = 2000;

    /// <summary>The model and its training.</summary>
    public LearnerOptions Learner { get; init; } = new();

    /// <summary>Episodes of the final evaluation, 1 to 100,000.</summary>
    public int EvaluationEpisodes { get; init; } = 20;

    /// <summary>Also evaluate the expert and acting at random, and measure the return on the scale that they span.</summary>
    public bool NormalizeReturn { get; init; }
}

internal sealed class BehavioralCloningOptionsValidator : AbstractValidator<BehavioralCloningOptions>
{
    public BehavioralCloningOptionsValidator()
    {
        RuleFor(o => o.Labels).From(1, OptionRules.MostLabels);
        RuleFor(o => o.EvaluationEpisodes).From(1, OptionRules.MostEpisodes);
        RuleFor(o => o.Learner).SetValidator(new LearnerOptionsValidator());
    }
}
