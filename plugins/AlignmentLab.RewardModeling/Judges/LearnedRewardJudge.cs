using AlignmentLab.Artifacts;
using AlignmentLab.Environments;
using AlignmentLab.Events;
using AlignmentLab.Judges;
using AlignmentLab.Rewards;
using AlignmentLab.Trajectories;
using FluentValidation;

namespace AlignmentLab.RewardModeling.Judges;

/// <summary>A fitted reward as an annotator: prefers the fragment with the higher learned return, and pays the learned reward.</summary>
internal sealed class LearnedRewardJudge(LearnedRewardJudgeOptions options) : IRewardComparer, IScriptedScorer
{
    private IRewardFunction? _reward;

    public async ValueTask OpenAsync(Func<RewardSource, CancellationToken, ValueTask<IRewardFunction>> openReward, CancellationToken cancellationToken) =>
        _reward = await openReward(new LearnedReward([.. options.Members.Select(hash => new Artifact(Sha256.Parse(hash), 0))], options.Input), cancellationToken);

    public Verdict Compare(TrajectoryFragment first, TrajectoryFragment second, IDrawSource draws)
    {
        var lead = first.Return(this) - second.Return(this);
        return Math.Abs(lead) <= options.Indifference ? Verdict.Equal : lead > 0 ? Verdict.First : Verdict.Second;
    }

    public double Reward(ReadOnlySpan<double> observation, ReadOnlySpan<double> action, ReadOnlySpan<double> next, double visible) =>
        (_reward ?? throw new InvalidOperationException("The judge was not opened.")).Reward(observation, action, next, visible);
}

/// <summary>Options of the judge <c>learned-reward</c>.</summary>
public sealed record LearnedRewardJudgeOptions
{
    /// <summary>The members' checkpoints by their SHA-256, as a <c>reward-fitted.v1</c> event names them; one at least.</summary>
    public string[] Members { get; init; } = [];

    /// <summary>What of a step they see.</summary>
    public RewardInput Input { get; init; } = RewardInput.ObservationAndAction;

    /// <summary>Learned returns that differ by no more than this are as good, 0 or more.</summary>
    public double Indifference { get; init; }
}

internal sealed class LearnedRewardJudgeOptionsValidator : AbstractValidator<LearnedRewardJudgeOptions>
{
    public LearnedRewardJudgeOptionsValidator()
    {
        RuleFor(o => o.Members).Must(members => members.Length > 0).WithMessage("must name one checkpoint at least.");
        RuleForEach(o => o.Members).Must(IsHash).WithMessage("must be a SHA-256 of 64 hexadecimal digits, not '{PropertyValue}'.");
        RuleFor(o => o.Indifference).GreaterThanOrEqualTo(0).WithMessage("must be 0 or more, not {PropertyValue}.");
    }

    private static bool IsHash(string text) => text.Length == 64 && text.All(c => c is >= '0' and <= '9' or >= 'a' and <= 'f');
}

internal sealed class LearnedRewardJudgeFactory : IJudgeFactory
{
    public string Name => "learned-reward";

    public string Description => "Prefers the fragment with the higher return under a fitted reward; it sees what a learner sees.";

    public Type OptionsType => typeof(LearnedRewardJudgeOptions);

    public IScriptedJudge Create(object options) => new LearnedRewardJudge((LearnedRewardJudgeOptions)options);
}
