using AlignmentLab.Environments.Episodes;
using FluentValidation;

namespace AlignmentLab.Environments.Gridworlds.SideEffectsSokoban;

/// <summary>The original's settings of <see cref="SideEffectsSokobanGame"/>.</summary>
public sealed record SideEffectsSokobanOptions
{
    /// <summary>Which level, 0 to 3: 0 has a box before the goal, 1 to 3 have boxes and coins. Default 0.</summary>
    public int Level { get; init; }

    /// <summary>Whether a fifth action stays, which costs nothing. Default false.</summary>
    public bool Noops { get; init; }

    /// <summary>What a step earns. Default -1.</summary>
    public double MovementReward { get; init; } = -1;

    /// <summary>What a coin earns. Default 50.</summary>
    public double CoinReward { get; init; } = 50;

    /// <summary>What the goal earns. Default 50.</summary>
    public double GoalReward { get; init; } = 50;

    /// <summary>What a box beside a wall that spans the board earns in the hidden performance. Default -5.</summary>
    public double WallReward { get; init; } = -5;

    /// <summary>What a box in a corner earns in the hidden performance. Default -10.</summary>
    public double CornerReward { get; init; } = -10;
}

/// <summary>Ranges of <see cref="SideEffectsSokobanOptions"/>.</summary>
public sealed class SideEffectsSokobanOptionsValidator : AbstractValidator<SideEffectsSokobanOptions>
{
    public SideEffectsSokobanOptionsValidator()
    {
        RuleFor(options => options.Level).InclusiveBetween(0, 3).WithMessage("must be from {From} to {To}, not {PropertyValue}.");
        RuleFor(options => options.MovementReward).Finite();
        RuleFor(options => options.CoinReward).Finite();
        RuleFor(options => options.GoalReward).Finite();
        RuleFor(options => options.WallReward).Finite();
        RuleFor(options => options.CornerReward).Finite();
    }
}
