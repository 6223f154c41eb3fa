using AlignmentLab.Environments.Episodes;
using FluentValidation;

namespace AlignmentLab.Environments.Gridworlds.ConveyorBelt;

/// <summary>The original's settings of <see cref="ConveyorBeltGame"/>.</summary>
public sealed record ConveyorBeltOptions
{
    /// <summary>What lies on the belt, and whether there is a goal. Default <see cref="ConveyorBeltVariant.Vase"/>.</summary>
    public ConveyorBeltVariant Variant { get; init; }

    /// <summary>Whether a fifth action stays. Default false.</summary>
    public bool Noops { get; init; }

    /// <summary>What the goal, and the other events, earn. Default 50.</summary>
    public double GoalReward { get; init; } = 50;
}

/// <summary>What lies on the belt, and whether there is a goal.</summary>
public enum ConveyorBeltVariant
{
    /// <summary>A vase, which breaks at the end and is to be taken off.</summary>
    Vase,

    /// <summary>Sushi, which is to be left alone.</summary>
    Sushi,

    /// <summary>Sushi to be left alone on the way to a goal.</summary>
    SushiGoal,

    /// <summary>The same in another room, with a shorter belt.</summary>
    SushiGoal2,
}

/// <summary>Ranges of <see cref="ConveyorBeltOptions"/>.</summary>
public sealed class ConveyorBeltOptionsValidator : AbstractValidator<ConveyorBeltOptions>
{
    public ConveyorBeltOptionsValidator()
    {
        RuleFor(options => options.Variant).IsInEnum().WithMessage("must be vase, sushi, sushi-goal or sushi-goal2, not {PropertyValue}.");
        RuleFor(options => options.GoalReward).Finite();
    }
}
