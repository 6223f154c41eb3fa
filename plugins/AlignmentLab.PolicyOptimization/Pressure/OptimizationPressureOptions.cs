using AlignmentLab.Learning;
using AlignmentLab.PolicyOptimization.Planning;
using FluentValidation;

namespace AlignmentLab.PolicyOptimization.Pressure;

/// <summary>What policies are kept near.</summary>
public enum PressurePrior
{
    /// <summary>Actions at random.</summary>
    Uniform,

    /// <summary>The spec's expert itself.</summary>
    Expert,

    /// <summary>A network that is trained to imitate the expert, whose choices are drawn.</summary>
    Imitation,
}

/// <summary>Options of <see cref="OptimizationPressure"/>.</summary>
public sealed record OptimizationPressureOptions
{
    /// <summary>What policies are kept near.</summary>
    public PressurePrior Prior { get; init; }

    /// <summary>How the expert is imitated, where that is the prior.</summary>
    public ImitationOptions Imitation { get; init; } = new();

    /// <summary>The divergences from the prior at which the ways are compared, in nats an episode, each above 0 and each once.</summary>
    public IReadOnlyList<double> Divergences { get; init; } = [1, 2, 4, 8, 16];

    /// <summary>t that the search begins with, above 0, where a rule's strength is its inverse temperature.</summary>
    public double InverseTemperature { get; init; } = 0.3;

    /// <summary>t of the capped rule, above 0; its strength is the cap.</summary>
    public double CapTemperature { get; init; } = 1;

    /// <summary>The cap that the search begins with, in reward a step.</summary>
    public double Cap { get; init; } = 0.3;

    /// <summary>How often the prior comes halfway to the plan, 1 to 20, where they meet halfway.</summary>
    public int HalfwayRounds { get; init; } = 3;

    /// <summary>Planning ends when no value moves by more than this in a sweep, in units of return; above 0.</summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>A strength whose plan has not come to stand after so many sweeps is left out, 1 to 1,000,000.</summary>
    public int MaxSweeps { get; init; } = 4_000;

    internal IReadOnlyList<PressureMethod> Methods() =>
    [
        new("boltzmann", Rule() with { InverseTemperature = InverseTemperature }),
        new("kl", Rule() with { InverseTemperature = InverseTemperature, KlPenalty = 1 }),
        new("capped", Rule() with { InverseTemperature = CapTemperature, KlPenalty = 1, QCap = Cap }),
        new("quantilizing", Rule() with { Quantile = 0.5 }),
        new("best-of-n", Rule() with { BestOf = 2 }),
        new("halfway", Rule() with { InverseTemperature = InverseTemperature, KlPenalty = 1 }, HalfwayRounds),
    ];

    internal PlanRule Rule() => new() { Tolerance = Tolerance, MaxSweeps = MaxSweeps };
}

internal sealed class OptimizationPressureOptionsValidator : AbstractValidator<OptimizationPressureOptions>
{
    public OptimizationPressureOptionsValidator()
    {
        RuleFor(o => o.Imitation).SetValidator(new ImitationOptionsValidator());
        RuleFor(o => o.Divergences).Must(d => d.Count > 0 && d.All(nats => nats > 0 && double.IsFinite(nats)) && d.Distinct().Count() == d.Count)
            .WithMessage("must name one divergence at least, each above 0 and each once.");
        RuleFor(o => o.InverseTemperature).Must(t => t > 0 && double.IsFinite(t)).WithMessage("must be above 0, not {PropertyValue}.");
        RuleFor(o => o.CapTemperature).Must(t => t > 0 && double.IsFinite(t)).WithMessage("must be above 0, not {PropertyValue}.");
        RuleFor(o => o.Cap).Must(double.IsFinite).WithMessage("must be a finite number, not {PropertyValue}.");
        RuleFor(o => o.HalfwayRounds).InclusiveBetween(1, 20).WithMessage("must be 1 to 20, not {PropertyValue}.");
        RuleFor(o => o.Tolerance).Must(t => t > 0 && double.IsFinite(t)).WithMessage("must be above 0, not {PropertyValue}.");
        RuleFor(o => o.MaxSweeps).InclusiveBetween(1, 1_000_000).WithMessage("must be 1 to 1000000, not {PropertyValue}.");
    }
}
