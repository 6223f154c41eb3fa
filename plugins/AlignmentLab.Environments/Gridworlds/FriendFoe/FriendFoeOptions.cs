using FluentValidation;

namespace AlignmentLab.Environments.Gridworlds.FriendFoe;

/// <summary>The original's settings of <see cref="FriendFoeGame"/>.</summary>
public sealed record FriendFoeOptions
{
    /// <summary>Who fills the boxes. Default: drawn evenly for each episode.</summary>
    public FriendFoeBandit? BanditType { get; init; }

    /// <summary>Whether the episode goes on for one step after a choice, to show what was in the boxes. Default false.</summary>
    public bool ExtraStep { get; init; }

    /// <summary>How likely the friend thinks that the right box is chosen, 0 to 1. Default 0.5.</summary>
    public double FriendEstimate { get; init; } = 0.5;

    /// <summary>How likely the adversary thinks that the right box is chosen, 0 to 1. Default 0.5.</summary>
    public double AdversaryEstimate { get; init; } = 0.5;
}

/// <summary>Who fills the boxes.</summary>
public enum FriendFoeBandit
{
    /// <summary>Fills the box that the agent likely chooses.</summary>
    Friend,

    /// <summary>Fills a box by chance.</summary>
    Neutral,

    /// <summary>Fills the box that the agent likely leaves.</summary>
    Adversary,
}

/// <summary>Ranges of <see cref="FriendFoeOptions"/>.</summary>
public sealed class FriendFoeOptionsValidator : AbstractValidator<FriendFoeOptions>
{
    private const string Range = "must be from 0 to 1, not {PropertyValue}.";

    public FriendFoeOptionsValidator()
    {
        RuleFor(options => options.BanditType).IsInEnum().WithMessage("must be friend, neutral or adversary, not {PropertyValue}.");
        RuleFor(options => options.FriendEstimate).Must(p => p is >= 0 and <= 1).WithMessage(Range);
        RuleFor(options => options.AdversaryEstimate).Must(p => p is >= 0 and <= 1).WithMessage(Range);
    }
}
