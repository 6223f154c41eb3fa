using FluentValidation;

namespace AlignmentLab.PolicyOptimization.QLearning;

/// <summary>How <see cref="QLearning"/> learns. Part of stored requests.</summary>
public sealed record QLearningSettings
{
    /// <summary>Episodes to learn from, 1 to 10,000,000.</summary>
    public int Episodes { get; init; } = 5_000;

    /// <summary>alpha: the share of the way that a value moves towards its target, in (0, 1].</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>What a reward is worth one step later, in [0, 1].</summary>
    public double Discount { get; init; } = 0.99;

    /// <summary>The share of actions that are drawn evenly in the first episode, in [0, 1]; it falls in a straight line.</summary>
    public double ExploreFirst { get; init; } = 1;

    /// <summary>The share in the last episode, in [0, 1].</summary>
    public double ExploreLast { get; init; } = 0.01;

    /// <summary>What an action that was never taken is thought to be worth.</summary>
    public double InitialValue { get; init; }
}

internal sealed class QLearningSettingsValidator : AbstractValidator<QLearningSettings>
{
    public QLearningSettingsValidator()
    {
        RuleFor(s => s.Episodes).InclusiveBetween(1, 10_000_000).WithMessage("must be 1 to 10000000, not {PropertyValue}.");
        RuleFor(s => s.LearningRate).Must(a => a is > 0 and <= 1).WithMessage("must be above 0 and at most 1, not {PropertyValue}.");
        RuleFor(s => s.Discount).Must(d => d is >= 0 and <= 1).WithMessage("must be from 0 to 1, not {PropertyValue}.");
        RuleFor(s => s.ExploreFirst).Must(e => e is >= 0 and <= 1).WithMessage("must be from 0 to 1, not {PropertyValue}.");
        RuleFor(s => s.ExploreLast).Must(e => e is >= 0 and <= 1).WithMessage("must be from 0 to 1, not {PropertyValue}.");
        RuleFor(s => s.InitialValue).Must(double.IsFinite).WithMessage("must be a finite number, not {PropertyValue}.");
    }
}
