using FluentValidation;

namespace AlignmentLab.Bills;

/// <summary>A transformer whose bill is made out: not the one that is trained here, unless one says so.</summary>
public sealed record BilledTransformer
{
    /// <summary>P, weights that each token passes, 1 or more.</summary>
    public double Parameters { get; init; } = 7e9;

    /// <summary>L, 1 or more.</summary>
    public int Layers { get; init; } = 32;

    /// <summary>d, 1 or more.</summary>
    public int Width { get; init; } = 4096;
}

/// <summary>Ranges of <see cref="BilledTransformer"/>.</summary>
public sealed class BilledTransformerValidator : AbstractValidator<BilledTransformer>
{
    public BilledTransformerValidator()
    {
        RuleFor(b => b.Parameters).GreaterThanOrEqualTo(1).WithMessage("must be 1 or more, not {PropertyValue}.");
        RuleFor(b => b.Layers).GreaterThanOrEqualTo(1).WithMessage("must be 1 or more, not {PropertyValue}.");
        RuleFor(b => b.Width).GreaterThanOrEqualTo(1).WithMessage("must be 1 or more, not {PropertyValue}.");
    }
}
