using AlignmentLab.PolicyOptimization.Choices;
using FluentValidation;

namespace AlignmentLab.PolicyOptimization.PolicyGradients;

/// <summary>How a policy is kept near a reference. The divergence is measured in any case.</summary>
public sealed record KlOptions
{
    /// <summary>
    /// What the divergence is told from; null: the policy that learning starts from. It must be able to say how likely its choices are; one that never
    /// takes some choice is infinitely far from any network, unless it errs (epsilon).
    /// </summary>
    public PolicyChoice? Reference { get; init; }

    /// <summary>beta, 0 or more: what a nat of divergence costs, in units of reward.</summary>
    public double Penalty { get; init; }

    /// <summary>The divergence to be held, in nats an episode, more than 0: beta rises where there is more and falls where there is less. Null: beta stays.</summary>
    public double? Target { get; init; }

    /// <summary>How fast beta follows: an iteration changes it by at most a fifth of this, as a share; above 0 and at most 4.</summary>
    public double Gain { get; init; } = 0.5;

    /// <summary>beta after an iteration of some divergence, by Ziegler et al. 2019, section 2.2 (there the gain is 0.1).</summary>
    internal double Next(double penalty, double divergence) =>
        Target is { } target ? penalty * (1 + (Gain * Math.Clamp((divergence - target) / target, -0.2, 0.2))) : penalty;
}

internal sealed class KlOptionsValidator : AbstractValidator<KlOptions>
{
    public KlOptionsValidator()
    {
        RuleFor(k => k.Reference!).SetValidator(new PolicyChoiceValidator());
        RuleFor(k => k.Penalty).Must(p => p >= 0 && double.IsFinite(p)).WithMessage("must be 0 or more, not {PropertyValue}.");
        RuleFor(k => k.Target).Must(t => t is null || (t > 0 && double.IsFinite(t.Value))).WithMessage("must be above 0, or null for none, not {PropertyValue}.");
        RuleFor(k => k.Penalty).Must((k, p) => k.Target is null || p > 0).WithMessage("must be above 0 where there is a target: it is multiplied until the divergence is met.");
        RuleFor(k => k.Gain).Must(g => g is > 0 and <= 4).WithMessage("must be above 0 and at most 4, not {PropertyValue}.");
    }
}
