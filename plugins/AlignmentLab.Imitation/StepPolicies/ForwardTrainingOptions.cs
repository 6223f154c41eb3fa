using AlignmentLab.Imitation.Scoring;
using AlignmentLab.Learning;
using FluentValidation;

namespace AlignmentLab.Imitation.StepPolicies;

/// <summary>Options of <see cref="ForwardTraining"/>.</summary>
public sealed record ForwardTrainingOptions
{
    /// <summary>Each rollout's event names the policy of every step before it.</summary>
    internal const int MostSteps = 1000;

    /// <summary>T, steps with a policy of their own, 1 to 1,000; the last one acts in what follows. Left out: all that an episode can have.</summary>
    public int? Horizon { get; init; }

    /// <summary>Expert labels at most, the horizon to 1,000,000, shared evenly by the steps: each is an episode. One that ends before its step is not labelled.</summary>
    public int Labels { get; init; } = 2000;

    /// <summary>The model and its training, once a step.</summary>
    public LearnerOptions Learner { get; init; } = new();

    /// <summary>Episodes of the final evaluation, 1 to 100,000.</summary>
    public int EvaluationEpisodes { get; init; } = 20;

    /// <summary>Also evaluate the expert and acting at random, and measure the return on the scale that they span.</summary>
    public bool NormalizeReturn { get; init; }
}

internal sealed class ForwardTrainingOptionsValidator : AbstractValidator<ForwardTrainingOptions>
{
    public ForwardTrainingOptionsValidator()
    {
        RuleFor(o => o.Horizon).From(1, ForwardTrainingOptions.MostSteps);
        RuleFor(o => o.Labels).From(1, (int)OptionRules.MostRollouts);
        RuleFor(o => o.Labels).Must((o, labels) => labels >= o.Horizon).When(o => o.Horizon is not null)
            .WithMessage(o => $"is {o.Labels}; each of the {o.Horizon} steps of the horizon needs one at least.");
        RuleFor(o => o.EvaluationEpisodes).From(1, OptionRules.MostEpisodes);
        RuleFor(o => o.Learner).SetValidator(new LearnerOptionsValidator());
    }
}
