using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Judges;
using AlignmentLab.Numerics;
using AlignmentLab.Randomness;
using AlignmentLab.Trajectories;

namespace AlignmentLab.RewardModeling.PolicyComparison;

/// <summary>
/// Which of two policies a judge prefers, asked as Christiano et al. 2017 ("Deep Reinforcement Learning from Human Preferences",
/// section 2.2.2) ask for preferences: by pairs of short fragments, of which the better is told, or that they are as good, or
/// that they cannot be compared.
/// <list type="number">
/// <item>One rollout of each policy a pair.</item>
/// <item>From each a fragment of the same length, begun at random.</item>
/// <item>The judge compares; which policy stands first in a pair is drawn at random.</item>
/// <item>The share of the decided pairs in which the first policy is preferred, with its 95% interval (Wilson).</item>
/// <item>How often the judge and the visible return say the same, where both decide.</item>
/// </list>
/// </summary>
/// <remarks>
/// It measures and trains nothing. Pairs are drawn independently of each other, so that the interval holds; the paper picks pairs on
/// which an ensemble of reward models disagrees. Pairs called equal or not comparable decide nothing here; the paper counts the
/// former as one half each when it trains.
/// Where every step has the same reward, as in CartPole, fragments of one length are as good by their return, and 5. is not measured.
/// </remarks>
public sealed class ComparePolicies : IAlgorithm<ComparePoliciesOptions>
{
    public async Task RunAsync(ComparePoliciesOptions o, IRunContext run)
    {
        // 1.
        var first = await run.RolloutsAsync(o.First.In(run), o.Pairs);
        var second = await run.RolloutsAsync(o.Second.In(run), o.Pairs);
        run.Progress(0.5);

        // 2. and 3.
        var draws = run.Random("pairs").CreateGenerator();
        var pairs = first.Zip(second, (one, other) => Drawn.From(one, other, o.FragmentSteps, draws)).ToList();
        var judged = await run.CompareAsync(o.Judge, [.. pairs.Select(p => p.Pair)]);
        var verdicts = judged.Pairs.Zip(pairs, (verdict, pair) => pair.Turned ? verdict.Verdict.Swapped() : verdict.Verdict).ToList();

        // 4.
        var won = verdicts.Count(v => v == Verdict.First);
        var decided = won + verdicts.Count(v => v == Verdict.Second);
        await MeasureShareAsync(run, "preferred", won, decided);
        await run.MeasureAsync("decided", decided, unit: "pairs");
        await run.MeasureAsync("equal", verdicts.Count(v => v == Verdict.Equal), unit: "pairs");
        await run.MeasureAsync("not-comparable", verdicts.Count(v => v == Verdict.CannotCompare), unit: "pairs");

        // 5.
        var byReturn = await Task.WhenAll(pairs.Select(p => p.ByReturnAsync(run)));
        var both = verdicts.Zip(byReturn).Where(v => v.First is Verdict.First or Verdict.Second && v.Second != Verdict.Equal).ToList();
        await MeasureShareAsync(run, "agreement-with-return", both.Count(v => v.First == v.Second), both.Count);
    }

    private static async Task MeasureShareAsync(IRunContext run, string name, int hits, int count)
    {
        if (count == 0)
        {
            await run.NoteAsync($"No {name}: no pair was decided.");
            return;
        }

        var interval = WilsonInterval.Of(hits, count);
        await run.MeasureAsync(name, interval.Share, unit: "share of decided pairs");
        await run.MeasureAsync($"{name}-low", interval.Low, unit: "95% interval");
        await run.MeasureAsync($"{name}-high", interval.High, unit: "95% interval");
    }

    /// <summary>A pair as the judge is asked about it.</summary>
    /// <param name="Turned">The second policy's fragment stands first.</param>
    private sealed record Drawn(FragmentPair Pair, bool Turned)
    {
        public static Drawn From(Rollout first, Rollout second, int steps, Pcg64 draws)
        {
            var length = Math.Min(steps, Math.Min(first.Steps, second.Steps));
            var one = new Fragment(first.Trajectory, (int)draws.NextInteger(0, first.Steps - length + 1), length);
            var other = new Fragment(second.Trajectory, (int)draws.NextInteger(0, second.Steps - length + 1), length);
            var turned = draws.NextInteger(0, 2) == 1;
            return new Drawn(turned ? new FragmentPair(other, one) : new FragmentPair(one, other), turned);
        }

        /// <summary>Which policy's fragment has the higher visible return.</summary>
        public async Task<Verdict> ByReturnAsync(IRunContext run)
        {
            var (first, second) = (await ReturnAsync(run, Pair.First), await ReturnAsync(run, Pair.Second));
            var verdict = first == second ? Verdict.Equal : first > second ? Verdict.First : Verdict.Second;
            return Turned ? verdict.Swapped() : verdict;
        }

        private static async Task<double> ReturnAsync(IRunContext run, Fragment fragment) =>
            new TrajectoryFragment(Trajectory.FromBytes(await run.Artifacts.ReadAsync(fragment.Trajectory)), fragment.Start, fragment.Length).VisibleReturn();
    }
}
