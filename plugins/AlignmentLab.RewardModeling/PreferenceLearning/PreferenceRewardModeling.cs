using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Judges;
using AlignmentLab.Policies;
using AlignmentLab.RewardModeling.Attacks;
using AlignmentLab.RewardModeling.Fitting;
using AlignmentLab.RewardModeling.Judging;
using AlignmentLab.RewardModeling.Queries;
using AlignmentLab.RewardModeling.Scoring;
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
/// <item>The policies of the next round follow from the reward.</item>
/// <item>Held-out accuracy and calibration, and agreement of the learned with the visible return, are measured.</item>
/// </list>
/// At the end the reward may be attacked: searched for inputs and action sequences that it overrates.
/// With demonstrations (Ibarz et al. 2018, "Reward learning from human preferences and demonstrations in Atari", section 3.2),
/// fragments of the expert are taken as preferred to the policies' own before anybody is asked.
/// </summary>
/// <remarks>
/// Deviations. The policies are given by the options and do not change with the reward: 6. is the one place where an optimiser
/// goes. The visible return serves as the measure of 7. alone; the judge may follow it or not. The paper's 10% of answers at
/// random belong to the annotator here (the judge's options) and not to the model of it. Pairs on which the ensemble disagrees are
/// hard ones, so that held-out figures of different selections are not comparable; those on test pairs, drawn at random, are.
/// </remarks>
public sealed class PreferenceRewardModeling : IAlgorithm<PreferenceRewardModelingOptions>
{
    public async Task RunAsync(PreferenceRewardModelingOptions o, IRunContext run)
    {
        var test = await TestAsync(o, run);
        var (rollouts, answers, asked) = (new List<Rollout>(), new List<ComparedPair>(), 0);
        RewardFit? fit = null;
        for (var round = 1; round <= o.Rounds; round++)
        {
            // 1.
            foreach (var policy in Policies(o, run))
            {
                rollouts.AddRange(await run.RolloutsAsync(policy, o.RolloutsPerRound));
            }

            if (round == 1)
            {
                answers.AddRange(await DemonstratedAsync(o, run, rollouts));
            }

            // 2. to 4.
            var pairs = await PickAsync(o, run, Candidates(o, run, rollouts, round), fit?.Reward);
            answers.AddRange(pairs.With(await run.CompareAsync(o.Judge, pairs)));
            asked += pairs.Count;

            // 5.
            fit = await run.FitRewardsAsync(o.Fit, answers);

            // 7.
            await MeasureAsync(run, fit, test, asked, round);
            run.Progress((double)round / o.Rounds);
        }

        if (o.AttackReward)
        {
            await AttackAsync(o, run, fit!.Reward);
        }
    }

    /// <summary>6. What acts in a round. An optimiser's policies for the reward so far would stand here, beside or instead of the given ones.</summary>
    private static IEnumerable<Policy> Policies(PreferenceRewardModelingOptions o, IRunContext run) => o.Policies.Select(policy => policy.In(run));

    private static List<FragmentPair> Candidates(PreferenceRewardModelingOptions o, IRunContext run, List<Rollout> rollouts, int round)
    {
        var draws = run.Random("candidates").Child(round).CreateGenerator();
        return [.. Enumerable.Range(0, o.QueriesPerRound * o.CandidatesPerQuery).Select(_ => draws.NextPair(rollouts, rollouts, o.FragmentSteps))];
    }

    private static async Task<IReadOnlyList<FragmentPair>> PickAsync(
        PreferenceRewardModelingOptions o, IRunContext run, List<FragmentPair> candidates, LearnedReward? reward)
    {
        if (reward is null || o.Selection == QuerySelection.Random)
        {
            return candidates[..o.QueriesPerRound];
        }

        var judged = await run.JudgeByRewardAsync(reward, candidates);
        return [.. o.Selection.Pick(judged.Pairs, o.QueriesPerRound).Select(i => candidates[i])];
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

    private static async Task<TestSet> TestAsync(PreferenceRewardModelingOptions o, IRunContext run)
    {
        var branch = run.Branch("test");
        var rollouts = new List<Rollout>();
        foreach (var policy in Policies(o, run))
        {
            rollouts.AddRange(await branch.RolloutsAsync(policy, o.TestRollouts));
        }

        var draws = branch.Random("pairs").CreateGenerator();
        var pairs = Enumerable.Range(0, o.TestPairs).Select(_ => draws.NextPair(rollouts, rollouts, o.FragmentSteps)).ToList();
        var reader = new FragmentReader(run.Artifacts);
        var leads = new List<double>();
        foreach (var pair in pairs)
        {
            var read = await reader.ReadAsync(pair, run.Cancellation);
            leads.Add(read.First.VisibleReturn() - read.Second.VisibleReturn());
        }

        return new TestSet(rollouts, pairs, leads);
    }

    private static async Task MeasureAsync(IRunContext run, RewardFit fit, TestSet test, int asked, int round)
    {
        await run.MeasureAsync("labels", asked, round, "queries");
        if (fit.HeldOut is { } heldOut)
        {
            await run.MeasureAsync("held-out-log-loss", heldOut.LogLoss, asked, "nats");
            await run.MeasureAsync("held-out-calibration-error", heldOut.CalibrationError, asked, "probability");
            await MeasureIfAnyAsync(run, "held-out-accuracy", heldOut.Accuracy, asked, "all pairs held out are ties");
        }

        var judged = await run.JudgeByRewardAsync(fit.Reward, test.Pairs);
        var decided = judged.Pairs.Zip(test.Leads).Where(p => p.Second != 0).ToList();
        await MeasureIfAnyAsync(
            run, "test-accuracy", decided.Count == 0 ? null : decided.Average(p => (p.First.Mean > 0.5) == (p.Second > 0) ? 1.0 : 0),
            asked, "all test pairs have the same visible return");

        var learned = await run.ScoreAsync(fit.Reward, [.. test.Rollouts.Select(r => r.Trajectory)]);
        await MeasureIfAnyAsync(
            run, "return-correlation", Correlation.Of(learned, [.. test.Rollouts.Select(r => r.Return)]), asked, "a return does not vary over the test rollouts");
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

    private static Task MeasureIfAnyAsync(IRunContext run, string name, double? value, int asked, string otherwise) =>
        value is { } number ? run.MeasureAsync(name, number, asked) : run.NoteAsync($"No {name}: {otherwise}.");

    /// <param name="Leads">By how much the first fragment of each pair is ahead in visible return.</param>
    private sealed record TestSet(IReadOnlyList<Rollout> Rollouts, IReadOnlyList<FragmentPair> Pairs, IReadOnlyList<double> Leads);
}
