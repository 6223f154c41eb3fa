using AlignmentLab.Environments.Episodes;
using FluentValidation;

namespace AlignmentLab.Environments.Acrobot;

/// <summary>Gymnasium's settings of <c>Acrobot-v1</c> and the bounds that its <c>reset</c> takes.</summary>
public sealed record AcrobotOptions
{
    /// <summary>Which equations of motion. Default <see cref="AcrobotEquations.Book"/>.</summary>
    public AcrobotEquations BookOrNips { get; init; }

    /// <summary>Lower bound of each component of the first state (rad, rad, rad/s, rad/s), in [-10, 10]. Default -0.1.</summary>
    public double Low { get; init; } = -0.1;

    /// <summary>Upper bound of each component of the first state, no less than <see cref="Low"/>, in [-10, 10]. Default 0.1.</summary>
    public double High { get; init; } = 0.1;

    /// <summary>After how many steps an episode is truncated, 1 to 1,000,000. Default 500.</summary>
    public int MaxEpisodeSteps { get; init; } = 500;
}

/// <summary>Two printings of the acrobot's equations of motion.</summary>
public enum AcrobotEquations
{
    /// <summary>Those of Sutton and Barto's book, which the published results were made with.</summary>
    Book,

    /// <summary>Those printed in Sutton's 1996 paper, which lack a term.</summary>
    Nips,
}

/// <summary>Ranges of <see cref="AcrobotOptions"/>.</summary>
public sealed class AcrobotOptionsValidator : AbstractValidator<AcrobotOptions>
{
    private const string Range = "must be from {From} to {To}, not {PropertyValue}.";

    public AcrobotOptionsValidator()
    {
        RuleFor(options => options.BookOrNips).IsInEnum().WithMessage("must be book or nips, not {PropertyValue}.");
        RuleFor(options => options.Low).InclusiveBetween(-10, 10).WithMessage(Range);
        RuleFor(options => options.High).InclusiveBetween(-10, 10).WithMessage(Range).NotBelow(options => options.Low);
        RuleFor(options => options.MaxEpisodeSteps).Steps();
    }
}
