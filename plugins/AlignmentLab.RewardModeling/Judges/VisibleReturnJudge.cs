using AlignmentLab.Environments;
using AlignmentLab.Judges;
using AlignmentLab.Trajectories;
using FluentValidation;

namespace AlignmentLab.RewardModeling.Judges;

/// <summary>Prefers the fragment with the higher visible return, and errs never.</summary>
internal sealed class VisibleReturnJudge(VisibleReturnJudgeOptions options) : IScriptedComparer
{
    public Verdict Compare(TrajectoryFragment first, TrajectoryFragment second, IDrawSource draws)
    {
        var lead = first.VisibleReturn() - second.VisibleReturn();
        return Math.Abs(lead) <= options.Indifference ? Verdict.Equal : lead > 0 ? Verdict.First : Verdict.Second;
    }
}

/// <summary>Options of the judge <c>visible-return</c>.</summary>
public sealed record VisibleReturnJudgeOptions
{
    /// <summary>Returns that differ by no more than this are as good, 0 or more.</summary>
    public double Indifference { get; init; }
}

internal sealed class VisibleReturnJudgeOptionsValidator : AbstractValidator<VisibleReturnJudgeOptions>
{
    public VisibleReturnJudgeOptionsValidator() =>
        RuleFor(o => o.Indifference).GreaterThanOrEqualTo(0).WithMessage("must be 0 or more, not {PropertyValue}.");
}

internal sealed class VisibleReturnJudgeFactory : IJudgeFactory
{
    public string Name => "visible-return";

    public string Description => "Prefers the fragment with the higher visible return; it sees what a learner sees, and never errs.";

    public Type OptionsType => typeof(VisibleReturnJudgeOptions);

    public IScriptedJudge Create(object options) => new VisibleReturnJudge((VisibleReturnJudgeOptions)options);
}
