using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Core.Judges;
using AlignmentLab.Core.Trajectories;
using AlignmentLab.Errors;
using AlignmentLab.Judges;

namespace AlignmentLab.Core.Jobs.Handlers;

/// <summary>Has a scripted judge compare pairs of fragments; people compare theirs in the inbox.</summary>
internal sealed class CompareHandler : IEffectHandler<CompareRequest, Comparisons>
{
    public bool IsRepeatable(CompareRequest effect) => !HumanJudge.Is(effect.Judge);

    public bool WaitsForPeople(CompareRequest effect) => HumanJudge.Is(effect.Judge);

    public async Task<EffectOutcome<Comparisons>> HandleAsync(CompareRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        var judge = scope.CreateJudge(effect.Judge) as IScriptedComparer ?? throw new WorkFailedException(
            $"The judge '{effect.Judge.Name}' answers questions and compares nothing. Name another; `alab plugins list` shows them.");
        if (judge is IRewardComparer byReward)
        {
            await byReward.OpenAsync((source, token) => scope.OpenRewardAsync(source, effect.Environment, token), cancellationToken);
        }

        var verdicts = new List<PairVerdict>();
        foreach (var (i, pair) in effect.Pairs.Index())
        {
            var (first, second) = (await Fragments.ReadAsync(scope, pair.First, cancellationToken), await Fragments.ReadAsync(scope, pair.Second, cancellationToken));
            var draws = scope.Random($"pair/{i}");
            var swapped = draws.Child("sides").CreateGenerator().NextInteger(0, 2) == 1;
            var said = judge.Compare(swapped ? second : first, swapped ? first : second, draws.Child("judge").CreateGenerator());
            var verdict = swapped ? said.Swapped() : said;
            verdicts.Add(new PairVerdict(verdict, [new ComparisonVote(verdict, swapped)]));
        }

        return new EffectOutcome<Comparisons>(new Comparisons(verdicts));
    }
}
