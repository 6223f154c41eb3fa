using AlignmentLab.Imitation.Scoring;
using AlignmentLab.Learning;
using FluentValidation;

namespace AlignmentLab.Imitation.Mixing;

/// <summary>Options that all <see cref="StochasticMixing{TOptions}"/> has.</summary>
public abstract record StochasticMixingOptions
{
    /// <summary>N, policies that are trained, 1 to 1,000.</summary>
    public int Rounds { get; init; } = 10;

    /// <summary>Expert labels in all, the number of rounds to 10,000,000; shared evenly by the rounds.</summary>
    public int Labels { get; init; } = 2000;

    /// <summary>The model and its training, once a round.</summary>
    public LearnerOptions Learner { get; init; } = new();

    /// <summary>Episodes of the final evaluation, 1 to 100,000.</summary>
    public int EvaluationEpisodes { get; init; } = 20;

    /// <summary>Also evaluate the expert and acting at random, and measure the return on the scale that they span.</summary>
    public bool NormalizeReturn { get; init; }
}

/// <summary>Options of <see cref="Smile"/>.</summary>
public sealed record SmileOptions : StochasticMixingOptions
{
    /// <summary>alpha, the share of pi^_1, in (0, 1]. The expert keeps (1 - alpha)^N of the last mixture before it is taken out.</summary>
    public double Alpha { get; init; } = 0.2;
}

/// <summary>Options of <see cref="Searn"/>.</summary>
public sealed record SearnOptions : StochasticMixingOptions
{
    /// <summary>beta, the share that each new policy takes, in (0, 1]; 1 follows the newest alone.</summary>
    public double Beta { get; init; } = 0.2;
}

internal abstract class StochasticMixingOptionsValidator<TOptions> : AbstractValidator<TOptions>
    where TOptions : StochasticMixingOptions
{
    /// <summary>Each rollout's event names every policy that was trained before it.</summary>
    private const int MostPolicies = 1000;

    protected StochasticMixingOptionsValidator()
    {
        RuleFor(o => o.Rounds).From(1, MostPolicies);
        RuleFor(o => o.Labels).From(1, OptionRules.MostLabels);
        RuleFor(o => o.Labels).Must((o, labels) => labels >= o.Rounds).WithMessage(o => $"is {o.Labels}; each of {o.Rounds} rounds needs one at least.");
        RuleFor(o => o.EvaluationEpisodes).From(1, OptionRules.MostEpisodes);
        RuleFor(o => o.Learner).SetValidator(new LearnerOptionsValidator());
    }
}

internal sealed class SmileOptionsValidator : StochasticMixingOptionsValidator<SmileOptions>
{
    public SmileOptionsValidator() => RuleFor(o => o.Alpha).Must(a => a is > 0 and <= 1).WithMessage("must be above 0 and at most 1, not {PropertyValue}.");
}

internal sealed class SearnOptionsValidator : StochasticMixingOptionsValidator<SearnOptions>
{
    public SearnOptionsValidator() => RuleFor(o => o.Beta).Must(b => b is > 0 and <= 1).WithMessage("must be above 0 and at most 1, not {PropertyValue}.");
}
