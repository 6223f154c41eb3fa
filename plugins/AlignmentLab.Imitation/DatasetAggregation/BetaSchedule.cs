using FluentValidation;

namespace AlignmentLab.Imitation.DatasetAggregation;

/// <summary>The shape of a <see cref="BetaSchedule"/>.</summary>
public enum BetaKind
{
    /// <summary>beta_1 = 1, then 0: the expert alone gathers the first round's states. The paper finds it often best.</summary>
    Indicator,

    /// <summary>beta_i = p^(i - 1).</summary>
    Exponential,

    /// <summary>beta_i falls from 1 in equal steps and reaches 0 in the round after the last of <see cref="BetaSchedule.Over"/>.</summary>
    Linear,

    /// <summary>beta_i = p in every round.</summary>
    Constant,
}

/// <summary>beta_i, the share of steps in which the expert acts while round i gathers states (Ross et al. 2011, section 3).</summary>
/// <remarks>
/// The guarantee needs the mean of the beta_i to go to 0. A constant p above 0 keeps the learner from ever seeing only its own
/// states; it must be allowed by <see cref="AllowConstant"/>, which the run records.
/// </remarks>
public sealed record BetaSchedule
{
    /// <summary>How beta falls from round to round.</summary>
    public BetaKind Kind { get; init; } = BetaKind.Indicator;

    /// <summary>p, in [0, 1].</summary>
    public double P { get; init; } = 0.5;

    /// <summary>Rounds over which a linear schedule falls, 1 or more.</summary>
    public int Over { get; init; } = 10;

    /// <summary>Accept a constant schedule, for which the guarantee does not hold.</summary>
    public bool AllowConstant { get; init; }

    /// <summary>beta of a round.</summary>
    /// <param name="round">From 1.</param>
    /// <returns>In [0, 1].</returns>
    public double At(int round) => Kind switch
    {
        BetaKind.Indicator => round == 1 ? 1 : 0,
        BetaKind.Exponential => Power(P, round - 1),
        BetaKind.Linear => Math.Max(0, 1 - ((double)(round - 1) / Over)),
        BetaKind.Constant => P,
        _ => throw new InvalidOperationException($"There is no schedule {Kind}."),
    };

    // By multiplication: the library's power function differs between machines.
    private static double Power(double value, int exponent)
    {
        var power = 1.0;
        for (var i = 0; i < exponent; i++)
        {
            power *= value;
        }

        return power;
    }
}

internal sealed class BetaScheduleValidator : AbstractValidator<BetaSchedule>
{
    public BetaScheduleValidator()
    {
        RuleFor(b => b.P).InclusiveBetween(0, 1).WithMessage("must be between 0 and 1, not {PropertyValue}.");
        RuleFor(b => b.Over).GreaterThanOrEqualTo(1).WithMessage("must be 1 or more, not {PropertyValue}.");
        RuleFor(b => b.Kind).Must((b, kind) => kind != BetaKind.Constant || b.P == 0 || b.AllowConstant)
            .WithMessage("a constant beta above 0 voids DAgger's guarantee; set beta.allowConstant: true to use it all the same.");
    }
}
