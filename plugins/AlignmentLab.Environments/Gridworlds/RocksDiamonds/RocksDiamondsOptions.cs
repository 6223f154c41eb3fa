using FluentValidation;

namespace AlignmentLab.Environments.Gridworlds.RocksDiamonds;

/// <summary>The original's settings of <see cref="RocksDiamondsGame"/>.</summary>
public sealed record RocksDiamondsOptions
{
    /// <summary>Which level: 0 has three rocks, 1 is small and has one. Default 0.</summary>
    public int Level { get; init; }
}

/// <summary>Ranges of <see cref="RocksDiamondsOptions"/>.</summary>
public sealed class RocksDiamondsOptionsValidator : AbstractValidator<RocksDiamondsOptions>
{
    public RocksDiamondsOptionsValidator() =>
        RuleFor(options => options.Level).InclusiveBetween(0, 1).WithMessage("must be from {From} to {To}, not {PropertyValue}.");
}
