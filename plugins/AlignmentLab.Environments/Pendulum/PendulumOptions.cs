using AlignmentLab.Environments.Episodes;
using FluentValidation;

namespace AlignmentLab.Environments.Pendulum;

/// <summary>Gymnasium's keyword arguments of <c>Pendulum-v1</c> and the bounds that its <c>reset</c> takes.</summary>
public sealed record PendulumOptions
{
    /// <summary>Acceleration of gravity (m/s^2). Default 10.</summary>
    public double G { get; init; } = 10.0;

    /// <summary>The first angle (rad) is uniform between minus this and this, 0 or more. Default pi.</summary>
    public double XInit { get; init; } = Math.PI;

    /// <summary>The first angular velocity (rad/s) is uniform between minus this and this, 0 or more. Default 1.</summary>
    public double YInit { get; init; } = 1.0;

    /// <summary>After how many steps an episode is truncated, 1 to 1,000,000. Default 200.</summary>
    public int MaxEpisodeSteps { get; init; } = 200;
}

/// <summary>Ranges of <see cref="PendulumOptions"/>.</summary>
public sealed class PendulumOptionsValidator : AbstractValidator<PendulumOptions>
{
    private const string NotNegative = "must be 0 or more, not {PropertyValue}.";

    public PendulumOptionsValidator()
    {
        RuleFor(options => options.G).Finite();
        RuleFor(options => options.XInit).Finite().GreaterThanOrEqualTo(0).WithMessage(NotNegative);
        RuleFor(options => options.YInit).Finite().GreaterThanOrEqualTo(0).WithMessage(NotNegative);
        RuleFor(options => options.MaxEpisodeSteps).Steps();
    }
}
