using AlignmentLab.Imitation.Scoring;
using AlignmentLab.Learning;
using FluentValidation;

namespace AlignmentLab.Imitation.NoiseInjection;

/// <summary>Options of <see cref="Dart"/>.</summary>
public sealed record DartOptions
{
    /// <summary>K, how often the noise is fitted anew and less one, 2 to 10,000.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>Expert labels in all, those kept out among them, twice the rounds to 10,000,000; shared evenly by the rounds.</summary>
    public int Labels { get; init; } = 2000;

    /// <summary>Which share of a round's labels is kept out of training to tell the learner's error, above 0 and below 1; one label at least is, and one is not.</summary>
    public double HeldOutShare { get; init; } = 0.2;

    /// <summary>What the learner's error is multiplied by to be that of the noise, 0 to 1000: 1 takes it as it is, 0 clones.</summary>
    public double NoiseScale { get; init; } = 1;

    /// <summary>The model and its training, once a round.</summary>
    public LearnerOptions Learner { get; init; } = new();

    /// <summary>Episodes of the final evaluation, 1 to 100,000.</summary>
    public int EvaluationEpisodes { get; init; } = 20;

    /// <summary>Also evaluate the expert and acting at random, and measure the return on the scale that they span.</summary>
    public bool NormalizeReturn { get; init; }
}

internal sealed class DartOptionsValidator : AbstractValidator<DartOptions>
{
    public DartOptionsValidator()
    {
        RuleFor(o => o.Rounds).From(2, OptionRules.MostRounds);
        RuleFor(o => o.Labels).From(1, OptionRules.MostLabels);
        RuleFor(o => o.Labels).Must((o, labels) => labels >= 2 * o.Rounds)
            .WithMessage(o => $"is {o.Labels}; each of {o.Rounds} rounds needs two at least, one to train on and one to keep out.");
        RuleFor(o => o.HeldOutShare).Must(s => s is > 0 and < 1).WithMessage("must be above 0 and below 1, not {PropertyValue}.");
        RuleFor(o => o.NoiseScale).InclusiveBetween(0, 1000).WithMessage("must be 0 to 1000, not {PropertyValue}.");
        RuleFor(o => o.EvaluationEpisodes).From(1, OptionRules.MostEpisodes);
        RuleFor(o => o.Learner).SetValidator(new LearnerOptionsValidator());
    }
}
