using AlignmentLab.Environments.Episodes;
using FluentValidation;

namespace AlignmentLab.Environments.TomatoTile;

/// <summary>Settings of <see cref="TomatoTileEnvironment"/>; the defaults are the source's.</summary>
public sealed record TomatoTileOptions
{
    /// <summary>With which probability a watered tomato dries in a step, in [0, 1]. Default 0.03.</summary>
    public double Drying { get; init; } = 0.03;

    /// <summary>Whether the tile pays; if not, it is a square like any other, and the visible reward the true one. Default true.</summary>
    public bool TilePays { get; init; } = true;

    /// <summary>What the tile pays a step, a finite number. Default 13.</summary>
    public double TileReward { get; init; } = 13;

    /// <summary>Steps of an episode, 1 to 1,000,000. Default 100.</summary>
    public int Steps { get; init; } = 100;
}

/// <summary>Ranges of <see cref="TomatoTileOptions"/>.</summary>
public sealed class TomatoTileOptionsValidator : AbstractValidator<TomatoTileOptions>
{
    public TomatoTileOptionsValidator()
    {
        RuleFor(options => options.Drying).Must(p => p is >= 0 and <= 1).WithMessage("must be from 0 to 1, not {PropertyValue}.");
        RuleFor(options => options.TileReward).Finite();
        RuleFor(options => options.Steps).Steps();
    }
}
