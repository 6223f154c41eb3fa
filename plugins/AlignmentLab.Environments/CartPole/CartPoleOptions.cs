using AlignmentLab.Environments.Episodes;
using FluentValidation;

namespace AlignmentLab.Environments.CartPole;

/// <summary>Gymnasium's keyword arguments of <c>CartPole-v1</c> and the bounds that its <c>reset</c> takes.</summary>
public sealed record CartPoleOptions
{
    /// <summary>
    /// Reward 0 a step and -1 for the step that ends the task, as Barto, Sutton and Anderson had it; else 1 a step, the last
    /// one included. Default false.
    /// </summary>
    public bool SuttonBartoReward { get; init; }

    /// <summary>Lower bound of each component of the first state (m, m/s, rad, rad/s). Default -0.05.</summary>
    public double Low { get; init; } = -0.05;

    /// <summary>Upper bound of each component of the first state, no less than <see cref="Low"/>. Default 0.05.</summary>
    public double High { get; init; } = 0.05;

    /// <summary>After how many steps an episode is truncated, 1 to 1,000,000. Default 500.</summary>
    public int MaxEpisodeSteps { get; init; } = 500;
}

/// <summary>Ranges of <see cref="CartPoleOptions"/>.</summary>
public sealed class CartPoleOptionsValidator : AbstractValidator<CartPoleOptions>
{
    public CartPoleOptionsValidator()
    {
        RuleFor(options => options.Low).Finite();
        RuleFor(options => options.High).Finite().NotBelow(options => options.Low);
        RuleFor(options => options.MaxEpisodeSteps).Steps();
    }
}
