using FluentValidation;

namespace AlignmentLab.Imitation.Chunks;

/// <summary>How a <see cref="ChunkSchedule"/> finds k.</summary>
public enum ChunkKind
{
    /// <summary>k in every round.</summary>
    Fixed,

    /// <summary>From k in equal steps to <see cref="ChunkSchedule.To"/>, which it reaches in the last round.</summary>
    Linear,

    /// <summary>
    /// The largest k of which the measured divergence promises that nobody tells k steps of the expert from k of the policy with
    /// more than the tolerance: k = 2 tau^2 / D, with D the divergence a step (Pinsker's inequality).
    /// </summary>
    Pinsker,

    /// <summary>The largest k at which the measured total variation stays within the tolerance: the same promise without Pinsker's slack.</summary>
    Measured,
}

/// <summary>k, how many steps the expert goes on for: 1 labels single states of the policy's own, as DAgger; the horizon clones.</summary>
public sealed record ChunkSchedule
{
    public ChunkKind Kind { get; init; } = ChunkKind.Fixed;

    /// <summary>k of a fixed schedule, and of a linear one's second round, 1 to the horizon.</summary>
    public int K { get; init; } = 1;

    /// <summary>k of a linear schedule's last round, 1 to the horizon.</summary>
    public int To { get; init; } = 1;

    /// <summary>tau, the total variation that is let pass between k steps of the expert and k of the policy, in (0, 1).</summary>
    public double Tolerance { get; init; } = 0.3;

    /// <summary>Whether k depends on what was measured of the policy.</summary>
    internal bool IsDynamic => Kind is ChunkKind.Pinsker or ChunkKind.Measured;

    /// <summary>k of a round.</summary>
    /// <param name="round">From 2: the first round clones.</param>
    /// <param name="measured">Of the policy that rolls out; null where the schedule does not ask.</param>
    /// <returns>1 to <paramref name="horizon"/>.</returns>
    internal int At(int round, int rounds, int horizon, ContinuationFigures? measured) => Math.Clamp(
        Kind switch
        {
            ChunkKind.Fixed => K,
            ChunkKind.Linear => rounds <= 2 ? K : (int)Math.Round(K + ((To - K) * (double)(round - 2) / (rounds - 2)), MidpointRounding.AwayFromZero),
            ChunkKind.Pinsker => FromDivergence(measured!.Divergence.Average(), horizon),
            ChunkKind.Measured => measured!.Variation.TakeWhile(v => v <= Tolerance).Count(),
            _ => throw new InvalidOperationException($"There is no schedule {Kind}."),
        },
        1,
        horizon);

    private int FromDivergence(double divergence, int horizon) => (int)Math.Min(horizon, Math.Floor(2 * Tolerance * Tolerance / Math.Max(0, divergence)));
}

internal sealed class ChunkScheduleValidator : AbstractValidator<ChunkSchedule>
{
    public ChunkScheduleValidator()
    {
        RuleFor(c => c.K).GreaterThanOrEqualTo(1).WithMessage("must be 1 or more steps, not {PropertyValue}.");
        RuleFor(c => c.To).GreaterThanOrEqualTo(1).WithMessage("must be 1 or more steps, not {PropertyValue}.");
        RuleFor(c => c.Tolerance).Must(t => t is > 0 and < 1).WithMessage("must lie between 0 and 1, not {PropertyValue}.");
    }
}
