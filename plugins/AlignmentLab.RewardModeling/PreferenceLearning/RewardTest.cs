using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Policies;
using AlignmentLab.RewardModeling.Fitting;
using AlignmentLab.RewardModeling.Judging;
using AlignmentLab.RewardModeling.Scoring;
using AlignmentLab.Trajectories;

namespace AlignmentLab.RewardModeling.PreferenceLearning;

/// <summary>Rollouts that no reward is fitted to, and what a reward should say of them by their visible return.</summary>
/// <param name="Leads">By how much the first fragment of each pair is ahead in visible return.</param>
internal sealed record RewardTest(IReadOnlyList<Rollout> Rollouts, IReadOnlyList<FragmentPair> Pairs, IReadOnlyList<double> Leads)
{
    /// <param name="branch">A context of its own.</param>
    public static async Task<RewardTest> PlayAsync(PreferenceRewardModelingOptions o, IRunContext branch, IEnumerable<Policy> policies)
    {
        var rollouts = new List<Rollout>();
        foreach (var policy in policies)
        {
            rollouts.AddRange(await branch.RolloutsAsync(policy, o.TestRollouts, o.Improve?.Settings.MaxSteps));
        }

        var draws = branch.Random("pairs").CreateGenerator();
        var pairs = Enumerable.Range(0, o.TestPairs).Select(_ => draws.NextPair(rollouts, rollouts, o.FragmentSteps)).ToList();
        var reader = new FragmentReader(branch.Artifacts);
        var leads = new List<double>();
        foreach (var pair in pairs)
        {
            var read = await reader.ReadAsync(pair, branch.Cancellation);
            leads.Add(read.First.VisibleReturn() - read.Second.VisibleReturn());
        }

        return new RewardTest(rollouts, pairs, leads);
    }

    /// <summary>Puts a fitted reward beside the visible one.</summary>
    /// <param name="asked">Queries so far: the x axis.</param>
    /// <returns>The learned returns of the rollouts.</returns>
    public async Task<IReadOnlyList<double>> MeasureAsync(IRunContext run, RewardFit fit, int asked)
    {
        var judged = await run.JudgeByRewardAsync(fit.Reward, Pairs);
        var decided = judged.Pairs.Zip(Leads).Where(p => p.Second != 0).ToList();
        await run.MeasureIfAnyAsync(
            "test-accuracy", decided.Count == 0 ? null : decided.Average(p => (p.First.Mean > 0.5) == (p.Second > 0) ? 1.0 : 0),
            asked, "all test pairs have the same visible return");

        var learned = await run.ScoreAsync(fit.Reward, [.. Rollouts.Select(r => r.Trajectory)]);
        await run.MeasureIfAnyAsync(
            "return-correlation", Correlation.Of(learned, [.. Rollouts.Select(r => r.Return)]), asked, "a return does not vary over the test rollouts");
        return learned;
    }
}

internal static class OptionalMeasures
{
    /// <summary>Measures what there is, and says why where there is nothing.</summary>
    public static Task MeasureIfAnyAsync(this IRunContext run, string name, double? value, int asked, string otherwise) =>
        value is { } number ? run.MeasureAsync(name, number, asked) : run.NoteAsync($"No {name}: {otherwise}.");
}
