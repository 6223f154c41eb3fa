using AlignmentLab.Errors;
using AlignmentLab.Judges;
using AlignmentLab.Rewards;

namespace AlignmentLab.Core.Rewards;

internal sealed class JudgeRewardOpener : IRewardOpener<JudgeReward>
{
    /// <exception cref="InvalidInputException">The judge scores nothing, as people do not.</exception>
    public async ValueTask<IRewardFunction> OpenAsync(JudgeReward source, RewardScope scope, CancellationToken cancellationToken)
    {
        if (HumanJudge.Is(source.Judge))
        {
            throw new InvalidInputException("People compare and answer; no reward asks them step by step. Learn one from their comparisons (preference-reward-modeling), or name a scripted judge.");
        }

        var judge = scope.CreateJudge(source.Judge) as IScriptedScorer ?? throw new InvalidInputException(
            $"The judge '{source.Judge.Name}' scores no steps, and cannot be the source of a reward. Name another; `alab plugins list` shows them.");
        if (judge is IRewardComparer byReward)
        {
            await byReward.OpenAsync(scope.OpenInner, cancellationToken);
        }

        return judge;
    }
}
