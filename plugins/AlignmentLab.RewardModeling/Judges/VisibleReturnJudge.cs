using AlignmentLab.Environments;
using AlignmentLab.Judges;
using AlignmentLab.Trajectories;
using FluentValidation;

namespace AlignmentLab.RewardModeling.Judges;

/// <summary>
/// Prefers the fragment with the higher visible return, and says the opposite in a fixed share of the pairs. As a source of reward it pays the
/// visible one.
/// </summary>
internal sealed class VisibleReturnJudge(VisibleReturnJudgeOptions options) : IScriptedComparer, IScriptedScorer
{
    public Verdict Compare(TrajectoryFragment first, TrajectoryFragment second, IDrawSource draws)
    {
        var lead = first.VisibleReturn() - second.VisibleReturn();
        var verdict = Math.Abs(lead) <= options.Indifference ? Verdict.Equal : lead > 0 ? Verdict.First : Verdict.Second;
        return options.Flips > 0 && draws.NextDouble() < options.Flips ? verdict.Swapped() : verdict;
    }

    public double Reward(ReadOnlySpan<double> observation, ReadOnlySpan<double> action, ReadOnlySpan<double> next, double visible) => visible;
}

/// <summary>Options of the judge <c>visible-return</c>.</summary>
public sealed record VisibleReturnJudgeOptions
{
    /// <summary>Returns that differ by no more than this are as good, 0 or more.</summary>
    public double Indifference { get; init; }

    /// <summary>
    /// The probability that it says the opposite of what it sees, in [0, 0.5]: label noise. The paper on preferences assumes
    /// answers at random in 10% of the pairs, which is 0.05 here.
    /// </summary>
    public double Flips { get; init; }
}

internal sealed class VisibleReturnJudgeOptionsValidator : AbstractValidator<VisibleReturnJudgeOptions>
{
    public VisibleReturnJudgeOptionsValidator()
    {
        RuleFor(o => o.Indifference).GreaterThanOrEqualTo(0).WithMessage("must be 0 or more, not {PropertyValue}.");
        RuleFor(o => o.Flips).InclusiveBetween(0, 0.5).WithMessage("must be between 0 and 0.5, not {PropertyValue}.");
    }
}

internal sealed class VisibleReturnJudgeFactory : IJudgeFactory
{
    public string Name => "visible-return";

    public string Description => "Prefers the fragment with the higher visible return; it sees what a learner sees, and errs only as often as it is told to.";

    public Type OptionsType => typeof(VisibleReturnJudgeOptions);

    public IScriptedJudge Create(object options) => new VisibleReturnJudge((VisibleReturnJudgeOptions)options);
}
