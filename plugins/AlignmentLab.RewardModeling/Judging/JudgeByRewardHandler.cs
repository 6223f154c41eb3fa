using AlignmentLab.Algorithms;
using AlignmentLab.RewardModeling.Fitting;

namespace AlignmentLab.RewardModeling.Judging;

internal sealed class JudgeByRewardHandler : IEffectHandler<JudgeByRewardRequest, Judgements>
{
    public async Task<EffectOutcome<Judgements>> HandleAsync(JudgeByRewardRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        var ensemble = await RewardEnsemble.OpenAsync(effect.Reward, effect.Environment, scope, cancellationToken);
        var reader = new FragmentReader(scope);
        var judged = new List<PairJudgement>(effect.Pairs.Count);
        foreach (var pair in effect.Pairs)
        {
            judged.Add(Judge(ensemble.Preferences(await reader.ReadAsync(pair, cancellationToken))));
        }

        return new EffectOutcome<Judgements>(new Judgements(judged));
    }

    /// <param name="members">Each member's probability that the first is preferred.</param>
    internal static PairJudgement Judge(double[] members)
    {
        var mean = members.Average();
        var variance = members.Sum(p => (p - mean) * (p - mean)) / members.Length;
        return new PairJudgement(mean, Math.Sqrt(variance), members.Sum(p => p == 0.5 ? 0.5 : p > 0.5 ? 1 : 0) / members.Length);
    }
}
