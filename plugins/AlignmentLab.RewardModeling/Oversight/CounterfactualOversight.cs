using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Randomness;
using AlignmentLab.RewardModeling.PolicyLearning;
using AlignmentLab.RewardModeling.Scoring;
using AlignmentLab.Rewards;

namespace AlignmentLab.RewardModeling.Oversight;

/// <summary>
/// Counterfactual oversight (P. Christiano, "Counterfactual human-in-the-loop" and "Semi-supervised reinforcement learning", 2016, random
/// labels): the policy acts as if it were always overseen, and is overseen now and then.
/// <list type="number">
/// <item>The policy acts.</item>
/// <item>A share p of the episodes is drawn, now that it has acted and independently of what it did, and the overseer judges these.</item>
/// <item>The model that stood in for the overseer so far is audited: how far it is from the overseer on episodes that it has not seen.</item>
/// <item>The model learns from what was judged.</item>
/// <item>The policy is improved by the overseer's judgements and the model's; see <see cref="OversightEstimate"/>.</item>
/// </list>
/// </summary>
/// <remarks>
/// Deviations. The same number of episodes is drawn each round, without replacement, so that the budget is known; each has the same chance. The overseer scores an
/// episode step by step, where the source speaks of one number: an optimiser may then tell which step was paid. The model is one of steps, and regresses their scores.
/// What is without bias under <c>unbiased</c> is each step's reward, over the draw; the clipped ratios and the normalised advantages of PPO are not linear in it.
/// </remarks>
public sealed class CounterfactualOversight : IAlgorithm<CounterfactualOversightOptions>
{
    public async Task RunAsync(CounterfactualOversightOptions o, IRunContext run)
    {
        var policy = await LearningPolicy.StartAsync(o.Policy, run);
        var judged = new List<JudgedEpisode>();
        LearnedReward? model = null;
        for (var round = 1; round <= o.Rounds; round++)
        {
            // 1.
            var episodes = await run.RolloutsAsync(policy.Current, o.EpisodesPerRound, o.Policy.Settings.MaxSteps);

            // 2.
            int[] drawn = [.. run.Random("judged").Child(round).CreateGenerator().Permutation(episodes.Count)[..o.JudgedPerRound()].Order()];
            var judgements = await run.JudgeEpisodesAsync(o.Overseer, [.. drawn.Select(i => episodes[i].Trajectory)]);
            judged.AddRange(judgements);
            await MeasureAsync(run, episodes, judgements, judged.Count, round);

            // 3.
            if (model is not null)
            {
                await AuditAsync(run, model, episodes, drawn, judgements, judged.Count);
            }

            // 4.
            var before = model;
            model = o.Estimate == OversightEstimate.Judged ? null : (await run.FitScoresAsync(o.Model, [.. judged.TakeLast(o.Memory)])).Reward;

            // 5.
            var (reward, given) = Lessons(o, episodes, drawn, judgements, o.Estimate == OversightEstimate.Model ? model : before);
            await policy.ImproveAsync(run, reward, given);
            run.Progress((double)round / o.Rounds);
        }

        await policy.EvaluateAsync(run, judged.Count);
    }

    /// <summary>What the policy learns from: all episodes where there is a model for those that were not judged, else the judged ones.</summary>
    private static (RewardSource Reward, GivenEpisodes Given) Lessons(
        CounterfactualOversightOptions o, IReadOnlyList<Rollout> episodes, int[] drawn, IReadOnlyList<JudgedEpisode> judgements, LearnedReward? model)
    {
        var given = episodes.Select(e => new GivenEpisode(e.Trajectory, e.Terminated)).ToList();
        foreach (var (i, episode) in drawn.Index())
        {
            given[episode] = given[episode] with { Judgement = judgements[i].Scores };
        }

        if (model is null)
        {
            return (new JudgeReward(o.Overseer), new GivenEpisodes([.. drawn.Select(i => given[i])]));
        }

        var weight = o.Estimate == OversightEstimate.Unbiased ? (double)episodes.Count / drawn.Length : 1;
        return (model, new GivenEpisodes(given, weight));
    }

    private static async Task MeasureAsync(IRunContext run, IReadOnlyList<Rollout> episodes, IReadOnlyList<JudgedEpisode> judgements, int labels, int round)
    {
        await run.MeasureAsync("labels", labels, round, "episodes judged");
        await run.MeasureAsync("visible-return", episodes.Average(e => e.Return), round, "visible return");
        await run.MeasureAsync("judged-return", judgements.Average(j => j.Return), round, "score of an episode by the overseer");
    }

    private static async Task AuditAsync(
        IRunContext run, LearnedReward model, IReadOnlyList<Rollout> episodes, int[] drawn, IReadOnlyList<JudgedEpisode> judgements, int labels)
    {
        var modelled = await run.ScoreAsync(model, [.. episodes.Select(e => e.Trajectory)]);
        var audit = OversightAudit.Of([.. drawn.Zip(judgements, (i, judgement) => modelled[i] - judgement.Return)]);
        await run.MeasureAsync("audit-error", audit.Error, labels, "model less overseer, score of an episode");
        await run.MeasureAsync("audit-rms", audit.RootMeanSquare, labels, "score of an episode");
        if (audit.HalfWidth is { } half)
        {
            await run.MeasureAsync("audit-error-low", audit.Error - half, labels, "95% interval");
            await run.MeasureAsync("audit-error-high", audit.Error + half, labels, "95% interval");
        }

        // The model's mean over all episodes, less what it was found to be wrong by: without bias, and steadier than the judged episodes alone.
        await run.MeasureAsync("estimated-return", modelled.Average() - audit.Error, labels, "score of an episode by the overseer");
    }
}
