using System.Globalization;
using FluentValidation;

namespace AlignmentLab.PolicyOptimization.Selection;

/// <summary>How one rollout is chosen from a pool: exactly one of the four is set.</summary>
public sealed record SelectionRule
{
    /// <summary>n, 1 or more: the best of n drawn from the pool without putting back.</summary>
    public int? BestOf { get; init; }

    /// <summary>q, in (0, 1]: any of the best q of the pool (Taylor 2016).</summary>
    public double? Quantile { get; init; }

    /// <summary>beta: with a probability proportional to exp(beta return), the policy of KL-regularised optimisation; below 0 it prefers the worse.</summary>
    public double? Tilt { get; init; }

    /// <summary>
    /// Nats above 0: the tilt by a beta of 0 or more whose divergence from the pool is this, or the largest that a finite beta has
    /// where the best return is shared by too many.
    /// </summary>
    public double? TiltTo { get; init; }

    /// <summary>What measurements are named by, such as <c>best-of-16</c>, <c>quantile-0.1</c>, <c>tilt-0.5</c> or <c>tilt-to-2</c>.</summary>
    public string Name() => this switch
    {
        { BestOf: { } n } => $"best-of-{n}",
        { Quantile: { } q } => string.Create(CultureInfo.InvariantCulture, $"quantile-{q}"),
        { Tilt: { } beta } => string.Create(CultureInfo.InvariantCulture, $"tilt-{beta}"),
        { TiltTo: { } nats } => string.Create(CultureInfo.InvariantCulture, $"tilt-to-{nats}"),
        _ => "none",
    };
}

internal sealed class SelectionRuleValidator : AbstractValidator<SelectionRule>
{
    public SelectionRuleValidator()
    {
        RuleFor(r => r).Must(r => new object?[] { r.BestOf, r.Quantile, r.Tilt, r.TiltTo }.Count(value => value is not null) == 1)
            .WithName("rule").WithMessage("must have exactly one of bestOf, quantile, tilt and tiltTo.");
        RuleFor(r => r.BestOf).Must(n => n is null or >= 1).WithMessage("must be 1 or more, not {PropertyValue}.");
        RuleFor(r => r.Quantile).Must(q => q is null or (> 0 and <= 1)).WithMessage("must be above 0 and at most 1, not {PropertyValue}.");
        RuleFor(r => r.Tilt).Must(b => b is null || double.IsFinite(b.Value)).WithMessage("must be a finite number, not {PropertyValue}.");
        RuleFor(r => r.TiltTo).Must(n => n is null || (n > 0 && double.IsFinite(n.Value))).WithMessage("must be above 0, not {PropertyValue}.");
    }
}
