using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Judges;
using AlignmentLab.Policies;
using AlignmentLab.RewardModeling.Attacks;
using AlignmentLab.RewardModeling.Fitting;
using AlignmentLab.RewardModeling.Judging;
using AlignmentLab.RewardModeling.PolicyLearning;
using AlignmentLab.RewardModeling.Queries;
using AlignmentLab.Rewards;
using AlignmentLab.Trajectories;

namespace AlignmentLab.RewardModeling.PreferenceLearning;

/// <summary>
/// Learns a reward from comparisons of fragments, after Christiano et al. 2017, "Deep Reinforcement Learning from Human
/// Preferences", section 2.2. Each round:
/// <list type="number">
/// <item>The policies act.</item>
/// <item>Candidate pairs of fragments are drawn from all rollouts so far.</item>
/// <item>Those are picked that the ensemble disagrees about most.</item>
/// <item>The judge compares them.</item>
/// <item>An ensemble of rewards is fitted to all answers so far.</item>
/// <item>With <c>improve</c>, a policy is improved against the reward, and acts in the next round.</item>
/// <item>Held-out accuracy and calibration, and agreement of the learned with the visible return, are measured.</item>
/// </list>
/// At the end the reward may be attacked: searched for inputs and action sequences that it overrates.
/// With demonstrations (Ibarz et al. 2018, "Reward learning from human preferences and demonstrations in Atari", section 3.2),
/// fragments of the expert are taken as preferred to the policies' own before anybody is asked; and the policy that is improved may
/// start from an imitation of the expert.
/// </summary>
/// <remarks>
/// Deviations. Without <c>improve</c> the policies are given by the options and do not change with the reward. With it, fragments of a policy are compared with
/// those of the policies before it too, or a policy that does the same always would leave nothing to compare. The paper's three processes run at once; here rounds follow each other, and the rate of queries falls by
/// rounds and not by frames. The ensemble is fitted anew each round. The visible return serves as the measure of 7. alone; the judge may follow it or not. The
/// paper's 10% of answers at random belong to the annotator here (the judge's options) and not to the model of it. Pairs on which the ensemble disagrees are
/// hard ones, so that held-out figures of different selections are not comparable; those on test pairs, drawn at random, are. With <c>improve</c> the
/// test pairs are fragments of each round's improved policy, which the reward was optimised for.
/// </remarks>
public sealed class PreferenceRewardModeling : IAlgorithm<PreferenceRewardModelingOptions>
{
    public async Task RunAsync(PreferenceRewardModelingOptions o, IRunContext run)
    {
        var learner = o.Improve is null ? null : await LearningPolicy.StartAsync(o.Improve, run);
        var test = learner is null ? await RewardTest.PlayAsync(o, run.Branch("test"), Given(o, run)) : null;
        var (rollouts, answers, asked, queries) = (new List<Rollout>(), new List<ComparedPair>(), 0, o.Queries());
        RewardFit? fit = null;
        for (var round = 1; round <= o.Rounds; round++)
        {
            // 1.
            rollouts.AddRange(await ActAsync(o, run, learner));
            if (round == 1)
            {
                answers.AddRange(await DemonstratedAsync(o, run, rollouts));
            }

            // 2. to 4.
            var candidates = Candidates(o, run, rollouts, queries[round - 1], round);
            var pairs = await PickAsync(o, run, candidates, queries[round - 1], fit?.Reward);
            answers.AddRange(pairs.With(await run.CompareAsync(o.Judge, pairs)));
            asked += pairs.Count;

            // 5.
            fit = await run.FitRewardsAsync(o.Fit, answers);

            // 6.
            if (learner is not null)
            {
                await ImproveAsync(o.Improve!, run, learner, fit.Reward, asked);
            }

            // 7.
            var current = test ?? await RewardTest.PlayAsync(o, run.Branch($"test-{round}"), [learner!.Current]);
            await MeasureAsync(run, fit, current, learner is not null, asked, round);
            run.Progress((double)round / o.Rounds);
        }

        if (learner is not null)
        {
            await learner.EvaluateAsync(run, asked);
        }

        if (o.AttackReward)
        {
            await AttackAsync(o, run, fit!.Reward);
        }
    }

    private static IEnumerable<Policy> Given(PreferenceRewardModelingOptions o, IRunContext run) => o.ActingPolicies().Select(policy => policy.In(run));

    private static async Task<List<Rollout>> ActAsync(PreferenceRewardModelingOptions o, IRunContext run, LearningPolicy? learner)
    {
        var rollouts = new List<Rollout>();
        foreach (var policy in learner is null ? Given(o, run) : Given(o, run).Append(learner.Current))
        {
            rollouts.AddRange(await run.RolloutsAsync(policy, o.RolloutsPerRound, o.Improve?.Settings.MaxSteps));
        }

        return rollouts;
    }

    private static async Task ImproveAsync(ImproveOptions o, IRunContext run, LearningPolicy learner, LearnedReward reward, int asked)
    {
        PolicyImprovement? improved = null;
        for (var i = 0; i < o.Iterations; i++)
        {
            improved = await learner.ImproveAsync(run, reward);
        }

        await run.MeasureAsync("divergence", improved!.Divergence, asked, "nats an episode");
        await run.MeasureAsync("entropy", improved.Entropy, asked, "nats a step");
    }

    private static List<FragmentPair> Candidates(PreferenceRewardModelingOptions o, IRunContext run, List<Rollout> rollouts, int queries, int round)
    {
        var draws = run.Random("candidates").Child(round).CreateGenerator();
        return [.. Enumerable.Range(0, queries * o.CandidatesPerQuery).Select(_ => draws.NextPair(rollouts, rollouts, o.FragmentSteps))];
    }

    private static async Task<IReadOnlyList<FragmentPair>> PickAsync(
        PreferenceRewardModelingOptions o, IRunContext run, List<FragmentPair> candidates, int queries, LearnedReward? reward)
    {
        if (reward is null || o.Selection == QuerySelection.Random)
        {
            return candidates[..queries];
        }

        var judged = await run.JudgeByRewardAsync(reward, candidates);
        return [.. o.Selection.Pick(judged.Pairs, queries).Select(i => candidates[i])];
    }

    /// <summary>The expert's fragments beside the policies' own. Which side they stand on is drawn, since a fit must not learn sides.</summary>
    private static async Task<IEnumerable<ComparedPair>> DemonstratedAsync(PreferenceRewardModelingOptions o, IRunContext run, List<Rollout> rollouts)
    {
        if (o.DemonstrationPairs == 0)
        {
            return [];
        }

        var demonstrations = await run.RolloutsAsync(run.Expert.AsPolicy(), o.RolloutsPerRound);
        var draws = run.Random("demonstrations").CreateGenerator();
        return [.. Enumerable.Range(0, o.DemonstrationPairs).Select(_ =>
        {
            var pair = draws.NextPair(demonstrations, rollouts, o.FragmentSteps);
            return draws.NextInteger(0, 2) == 0
                ? new ComparedPair(pair, [new ComparisonVote(Verdict.First, Swapped: false)])
                : new ComparedPair(new FragmentPair(pair.Second, pair.First), [new ComparisonVote(Verdict.Second, Swapped: false)]);
        })];
    }

    private static async Task MeasureAsync(IRunContext run, RewardFit fit, RewardTest test, bool improves, int asked, int round)
    {
        await run.MeasureAsync("labels", asked, round, "queries");
        if (fit.HeldOut is { } heldOut)
        {
            await run.MeasureAsync("held-out-log-loss", heldOut.LogLoss, asked, "nats");
            await run.MeasureAsync("held-out-calibration-error", heldOut.CalibrationError, asked, "probability");
            await run.MeasureIfAnyAsync("held-out-accuracy", heldOut.Accuracy, asked, "all pairs held out are ties");
        }

        var learned = await test.MeasureAsync(run, fit, asked);
        if (improves)
        {
            await run.MeasureAsync("learned-return", learned.Average(), asked, "learned return");
            await run.MeasureAsync("visible-return", test.Rollouts.Average(r => r.Return), asked, "visible return");
        }
    }

    private static async Task AttackAsync(PreferenceRewardModelingOptions o, IRunContext run, LearnedReward reward)
    {
        var attack = await run.AttackRewardAsync(reward, o.Attack);
        await run.MeasureAsync("attack-free-reward", attack.Free.Reward, unit: "standard deviations of a step's reward");
        await run.MeasureAsync("attack-unrealised-gap", attack.UnrealisedGap, unit: "standard deviations of a step's reward");
        await run.MeasureAsync("attack-return", attack.Realised.Return, unit: "learned return");
        await run.MeasureAsync("attack-visible-return", attack.Realised.VisibleReturn, unit: "visible return");
        await (attack.VisibleGap is { } gap
            ? run.MeasureAsync("attack-visible-gap", gap, unit: "standard deviations of random sequences")
            : run.NoteAsync("No attack-visible-gap: a return does not vary over random sequences."));
    }
}
