using AlignmentLab.Environments.Episodes;
using FluentValidation;

namespace AlignmentLab.Environments.CopyChain;

/// <summary>Settings of <see cref="CopyChainEnvironment"/>.</summary>
public sealed record CopyChainOptions
{
    /// <summary>T, the number of outputs in an episode, 1 to 1,000,000. Default 50.</summary>
    public int Horizon { get; init; } = 50;

    /// <summary>
    /// In how many ways a step can look, 1 to 10,000. A learner knows nothing about a look that its demonstrations did not
    /// show, so that many looks and few demonstrations make learned errors. Default 1: nothing to learn but which feature
    /// to follow.
    /// </summary>
    public int Looks { get; init; } = 1;

    /// <summary>
    /// The size of the cue beside the previous output's 1, in (0, 1]. A learner that shrinks its weights, or follows the
    /// gradient from small ones, gives a smaller feature a smaller say, in proportion to the square. Default 0.25.
    /// </summary>
    public double CueScale { get; init; } = 0.25;
}

/// <summary>Ranges of <see cref="CopyChainOptions"/>.</summary>
public sealed class CopyChainOptionsValidator : AbstractValidator<CopyChainOptions>
{
    public CopyChainOptionsValidator()
    {
        RuleFor(options => options.Horizon).Steps();
        RuleFor(options => options.Looks).InclusiveBetween(1, 10_000)
            .WithMessage("must be a whole number from {From} to {To}, not {PropertyValue}.");
        RuleFor(options => options.CueScale).Must(scale => scale is > 0 and <= 1)
            .WithMessage("must be above 0 and at most 1, not {PropertyValue}.");
    }
}
