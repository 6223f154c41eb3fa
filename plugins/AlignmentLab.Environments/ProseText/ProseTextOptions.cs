using FluentValidation;

namespace AlignmentLab.Environments.ProseText;

/// <summary>Settings of <see cref="ProseTextEnvironment"/>.</summary>
public sealed record ProseTextOptions
{
    /// <summary>T, the characters of a text, 1 to 1023. Default 60.</summary>
    public int Horizon { get; init; } = 60;
}

/// <summary>Ranges of <see cref="ProseTextOptions"/>.</summary>
public sealed class ProseTextOptionsValidator : AbstractValidator<ProseTextOptions>
{
    public ProseTextOptionsValidator() =>
        RuleFor(options => options.Horizon).InclusiveBetween(1, 1023).WithMessage("must be a whole number from {From} to {To}, not {PropertyValue}.");
}
