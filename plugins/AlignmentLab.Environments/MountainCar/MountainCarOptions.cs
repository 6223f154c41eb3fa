using AlignmentLab.Environments.Episodes;
using FluentValidation;

namespace AlignmentLab.Environments.MountainCar;

/// <summary>Gymnasium's keyword arguments of <c>MountainCar-v0</c> and the bounds that its <c>reset</c> takes.</summary>
public sealed record MountainCarOptions
{
    /// <summary>The least velocity with which the goal counts as reached. Default 0.</summary>
    public double GoalVelocity { get; init; }

    /// <summary>Lower bound of the first position. Default -0.6.</summary>
    public double Low { get; init; } = -0.6;

    /// <summary>Upper bound of the first position, no less than <see cref="Low"/>. Default -0.4.</summary>
    public double High { get; init; } = -0.4;

    /// <summary>After how many steps an episode is truncated, 1 to 1,000,000. Default 200.</summary>
    public int MaxEpisodeSteps { get; init; } = 200;
}

/// <summary>Ranges of <see cref="MountainCarOptions"/>.</summary>
public sealed class MountainCarOptionsValidator : AbstractValidator<MountainCarOptions>
{
    public MountainCarOptionsValidator()
    {
        RuleFor(options => options.GoalVelocity).Finite();
        RuleFor(options => options.Low).Finite();
        RuleFor(options => options.High).Finite().NotBelow(options => options.Low);
        RuleFor(options => options.MaxEpisodeSteps).Steps();
    }
}
