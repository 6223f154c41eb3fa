using AlignmentLab.Environments;
using AlignmentLab.Judges;
using AlignmentLab.Numerics;
using AlignmentLab.Trajectories;
using FluentValidation;

namespace AlignmentLab.RewardModeling.Judges;

/// <summary>
/// Prefers the first fragment with probability 1 / (1 + exp(-rate (R1 - R2))), where R is the visible return; and with a fixed
/// probability it answers at random instead. As a source of reward it pays its utility, rate R, and does not err.
/// </summary>
/// <remarks>
/// The model of the annotator in Christiano et al. 2017, "Deep Reinforcement Learning from Human Preferences", section 2.2.3
/// (after Bradley and Terry 1952), turned into a synthetic annotator; they assume a chance of 10% of an answer at random.
/// </remarks>
internal sealed class BoltzmannJudge(BoltzmannJudgeOptions options) : IScriptedComparer, IScriptedScorer
{
    public Verdict Compare(TrajectoryFragment first, TrajectoryFragment second, IDrawSource draws)
    {
        var (whether, which) = (draws.NextDouble(), draws.NextDouble());
        return which < (whether < options.Error ? 0.5 : Probability(first.VisibleReturn() - second.VisibleReturn())) ? Verdict.First : Verdict.Second;
    }

    public double Reward(ReadOnlySpan<double> observation, ReadOnlySpan<double> action, ReadOnlySpan<double> next, double visible) => options.Rate * visible;

    /// <summary>That the one ahead by <paramref name="lead"/> is preferred by an annotator who does not err.</summary>
    internal double Probability(double lead) => 1 / (1 + PortableMath.Exp(-options.Rate * lead));
}

/// <summary>Options of the judge <c>boltzmann</c>.</summary>
public sealed record BoltzmannJudgeOptions
{
    /// <summary>How sharply it tells returns apart, 0 or more: 0 is a coin, and large values never prefer the lower return.</summary>
    public double Rate { get; init; } = 1;

    /// <summary>The probability of an answer at random, in [0, 1].</summary>
    public double Error { get; init; } = 0.1;
}

internal sealed class BoltzmannJudgeOptionsValidator : AbstractValidator<BoltzmannJudgeOptions>
{
    public BoltzmannJudgeOptionsValidator()
    {
        RuleFor(o => o.Rate).GreaterThanOrEqualTo(0).WithMessage("must be 0 or more, not {PropertyValue}.");
        RuleFor(o => o.Error).InclusiveBetween(0, 1).WithMessage("must be between 0 and 1, not {PropertyValue}.");
    }
}

internal sealed class BoltzmannJudgeFactory : IJudgeFactory
{
    public string Name => "boltzmann";

    public string Description => "Prefers the higher visible return by a noisy choice (Bradley-Terry), and errs with a fixed probability; it sees what a learner sees.";

    public Type OptionsType => typeof(BoltzmannJudgeOptions);

    public IScriptedJudge Create(object options) => new BoltzmannJudge((BoltzmannJudgeOptions)options);
}
