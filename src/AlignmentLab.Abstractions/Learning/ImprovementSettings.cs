using FluentValidation;

namespace AlignmentLab.Learning;

/// <summary>Which estimate of the gradient is followed.</summary>
public enum PolicyGradientMethod
{
    /// <summary>Proximal policy optimisation: several passes over the same episodes, with clipped ratios (Schulman et al. 2017).</summary>
    Ppo,

    /// <summary>REINFORCE with a baseline (Williams 1992): one pass.</summary>
    Reinforce,
}

/// <summary>How one iteration improves a policy. It is part of every request to improve one, so its JSON form is stored for ever.</summary>
public sealed record ImprovementSettings
{
    /// <summary>Which estimate of the gradient is followed.</summary>
    public PolicyGradientMethod Method { get; init; }

    /// <summary>Whole episodes are played until they have so many steps, 1 to 10,000,000.</summary>
    public int Steps { get; init; } = 2048;

    /// <summary>Cuts episodes at so many steps, 1 or more, where the environment would go on; null: its own limit.</summary>
    public int? MaxSteps { get; init; }

    /// <summary>What a reward is worth one step later, in [0, 1].</summary>
    public double Discount { get; init; } = 0.99;

    /// <summary>lambda of the advantages, in [0, 1]: 1 trusts returns, 0 the value network. Null: 0.95 for PPO, 1 for REINFORCE.</summary>
    public double? Lambda { get; init; }

    /// <summary>How far PPO lets the ratio of probabilities go from 1, in (0, 1).</summary>
    public double ClipRange { get; init; } = 0.2;

    /// <summary>What a nat of entropy is worth beside an advantage of 1, 0 or more. Beside a penalty for divergence, 0 leaves the trade to that alone.</summary>
    public double EntropyBonus { get; init; } = 0.01;

    /// <summary>The policy network and how it learns. REINFORCE makes one epoch of any number: later ones would not be on-policy.</summary>
    public LearnerOptions Policy { get; init; } = new() { BatchSize = 64 };

    /// <summary>The value network and how it learns.</summary>
    public LearnerOptions Value { get; init; } = new() { BatchSize = 64 };

    /// <summary>lambda, as it is used.</summary>
    public double LambdaUsed() => Lambda ?? (Method == PolicyGradientMethod.Ppo ? 0.95 : 1);
}

/// <summary>The ranges that <see cref="ImprovementSettings"/> documents.</summary>
public sealed class ImprovementSettingsValidator : AbstractValidator<ImprovementSettings>
{
    public ImprovementSettingsValidator()
    {
        RuleFor(s => s.Steps).InclusiveBetween(1, 10_000_000).WithMessage("must be 1 to 10000000, not {PropertyValue}.");
        RuleFor(s => s.MaxSteps).Must(m => m is null or >= 1).WithMessage("must be 1 or more, or null for the environment's own limit, not {PropertyValue}.");
        RuleFor(s => s.Discount).Must(d => d is >= 0 and <= 1).WithMessage("must be from 0 to 1, not {PropertyValue}.");
        RuleFor(s => s.Lambda).Must(l => l is null or (>= 0 and <= 1)).WithMessage("must be from 0 to 1, not {PropertyValue}.");
        RuleFor(s => s.ClipRange).Must(c => c is > 0 and < 1).WithMessage("must be above 0 and below 1, not {PropertyValue}.");
        RuleFor(s => s.EntropyBonus).Must(b => b >= 0 && double.IsFinite(b)).WithMessage("must be 0 or more, not {PropertyValue}.");
        RuleFor(s => s.Policy).SetValidator(new LearnerOptionsValidator());
        RuleFor(s => s.Policy.Model.Kind).NotEqual("ridge").WithMessage("must be mlp or linear: a policy gradient has no least squares.");
        RuleFor(s => s.Value).SetValidator(new LearnerOptionsValidator());
    }
}
