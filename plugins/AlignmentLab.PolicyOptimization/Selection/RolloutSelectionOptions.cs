using System.Text.Json.Nodes;
using AlignmentLab.PolicyOptimization.Choices;
using FluentValidation;

namespace AlignmentLab.PolicyOptimization.Selection;

/// <summary>Options of <see cref="RolloutSelection"/>.</summary>
public sealed record RolloutSelectionOptions
{
    /// <summary>Whose rollouts are chosen from.</summary>
    public PolicyChoice Policy { get; init; } = new();

    /// <summary>What they are chosen by: a reward as events name one, such as a recorded { kind: learned.v1, members: ... } or { kind: judge.v1, judge: ... }; null: the environment's visible reward.</summary>
    public JsonObject? Reward { get; init; }

    /// <summary>N, the rollouts of the pool, 2 to 1,000,000.</summary>
    public int Rollouts { get; init; } = 1000;

    /// <summary>The n of best of n, each 1 to the number of rollouts.</summary>
    public IReadOnlyList<int> BestOf { get; init; } = [1, 4, 16, 64];

    /// <summary>The q of quantilizers, each in (0, 1].</summary>
    public IReadOnlyList<double> Quantiles { get; init; } = [0.5, 0.1, 0.01];

    /// <summary>The beta of tilts by exp(beta return), each a finite number.</summary>
    public IReadOnlyList<double> Tilts { get; init; } = [];

    /// <summary>The divergences of further tilts, in nats, each above 0: for each the beta is found that has it.</summary>
    public IReadOnlyList<double>? TiltsTo { get; init; }

    /// <summary>Resamples of the pool that standard errors come from, 2 to 10,000.</summary>
    public int Bootstraps { get; init; } = 200;

    internal IReadOnlyList<SelectionRule> Rules() =>
    [
        .. BestOf.Select(n => new SelectionRule { BestOf = n }),
        .. Quantiles.Select(q => new SelectionRule { Quantile = q }),
        .. Tilts.Select(beta => new SelectionRule { Tilt = beta }),
        .. (TiltsTo ?? []).Select(nats => new SelectionRule { TiltTo = nats }),
    ];
}

internal sealed class RolloutSelectionOptionsValidator : AbstractValidator<RolloutSelectionOptions>
{
    public RolloutSelectionOptionsValidator()
    {
        RuleFor(o => o.Policy).SetValidator(new PolicyChoiceValidator());
        RuleFor(o => o.Reward).MustBeAReward();
        RuleFor(o => o.Rollouts).InclusiveBetween(2, 1_000_000).WithMessage("must be 2 to 1000000, not {PropertyValue}.");
        RuleForEach(o => o.BestOf).Must((o, n) => n >= 1 && n <= o.Rollouts).WithMessage("must be 1 to the number of rollouts, not {PropertyValue}.");
        RuleForEach(o => o.Quantiles).Must(q => q is > 0 and <= 1).WithMessage("must be above 0 and at most 1, not {PropertyValue}.");
        RuleForEach(o => o.Tilts).Must(double.IsFinite).WithMessage("must be a finite number, not {PropertyValue}.");
        RuleForEach(o => o.TiltsTo).Must(n => n > 0 && double.IsFinite(n)).WithMessage("must be above 0, not {PropertyValue}.");
        RuleFor(o => o.BestOf).Must((o, _) => o.Rules() is { Count: > 0 } rules && rules.Select(r => r.Name()).Distinct().Count() == rules.Count)
            .WithMessage("must, with quantiles and tilts, name one rule at least, and each once.");
        RuleFor(o => o.Bootstraps).InclusiveBetween(2, 10_000).WithMessage("must be 2 to 10000, not {PropertyValue}.");
    }
}
