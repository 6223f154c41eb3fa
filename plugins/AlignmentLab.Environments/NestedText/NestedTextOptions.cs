using FluentValidation;

namespace AlignmentLab.Environments.NestedText;

/// <summary>Settings of <see cref="NestedTextEnvironment"/>.</summary>
public sealed record NestedTextOptions
{
    /// <summary>T, the characters of a text, 1 to 1023. Default 40.</summary>
    public int Horizon { get; init; } = 40;

    /// <summary>How many brackets may be open at once, 1 to 16. Default 4.</summary>
    public int Depth { get; init; } = 4;
}

/// <summary>Ranges of <see cref="NestedTextOptions"/>.</summary>
public sealed class NestedTextOptionsValidator : AbstractValidator<NestedTextOptions>
{
    public NestedTextOptionsValidator()
    {
        RuleFor(options => options.Horizon).InclusiveBetween(1, 1023).WithMessage("must be a whole number from {From} to {To}, not {PropertyValue}.");
        RuleFor(options => options.Depth).InclusiveBetween(1, 16).WithMessage("must be a whole number from {From} to {To}, not {PropertyValue}.");
    }
}
