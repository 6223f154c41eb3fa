using AlignmentLab.Environments;
using AlignmentLab.Randomness;
using AlignmentLab.Rewards;
using AlignmentLab.Trajectories;

namespace AlignmentLab.RewardModeling.Attacks;

/// <summary>
/// Searches action sequences from one start state: many at random, then the best one with a stretch of it drawn anew, kept where the
/// learned return is not lower.
/// </summary>
/// <param name="start">Starts every episode, so that sequences differ by their actions alone.</param>
internal sealed class SequenceSearch(IRewardFunction reward, IEnvironment environment, RandomStream start, int maxSteps, double unboundedAs)
{
    private readonly SearchedSpace _actions = new(environment.ActionSpace, unboundedAs);
    private readonly double[] _observation = new double[environment.ObservationSpace.Dimension];
    private readonly double[] _next = new double[environment.ObservationSpace.Dimension];

    public double LargestStep { get; private set; } = double.NegativeInfinity;

    public PlayedSequence Draw(Pcg64 draws)
    {
        var actions = new double[maxSteps * _actions.Dimension];
        for (var step = 0; step < maxSteps; step++)
        {
            _actions.Draw(draws, actions.AsSpan(step * _actions.Dimension, _actions.Dimension));
        }

        return Play(actions);
    }

    /// <summary>The better of a sequence and the same with a stretch drawn anew; of equals the new one.</summary>
    public PlayedSequence Climb(PlayedSequence best, Pcg64 draws)
    {
        var actions = best.Actions.ToArray();
        var length = (int)draws.NextInteger(1, Math.Max(2, (best.Steps / 4) + 1));
        var from = (int)draws.NextInteger(0, Math.Max(1, best.Steps - length + 1));

        // One action held over the stretch as often as not: what moves an environment is seldom noise.
        var held = draws.NextInteger(0, 2) == 1;
        for (var step = from; step < from + length; step++)
        {
            var action = actions.AsSpan(step * _actions.Dimension, _actions.Dimension);
            if (held && step > from)
            {
                actions.AsSpan(from * _actions.Dimension, _actions.Dimension).CopyTo(action);
            }
            else
            {
                _actions.Draw(draws, action);
            }
        }

        var changed = Play(actions);
        return changed.Return >= best.Return ? changed : best;
    }

    /// <summary>Plays a sequence again, and keeps what happened.</summary>
    public Trajectory Record(PlayedSequence sequence, out double? hiddenPerformance)
    {
        var (observations, rewards) = (new List<double>(), new List<double>());
        environment.Reset(start.CreateGenerator(), _observation);
        observations.AddRange(_observation);
        for (var step = 0; step < sequence.Steps; step++)
        {
            rewards.Add(environment.Step(Action(sequence.Actions, step), _observation).Reward);
            observations.AddRange(_observation);
        }

        hiddenPerformance = environment.HiddenPerformance;
        return new Trajectory(
            sequence.Steps, _observation.Length, [.. observations], _actions.Dimension, sequence.Actions[..(sequence.Steps * _actions.Dimension)], [.. rewards]);
    }

    private PlayedSequence Play(double[] actions)
    {
        var (learned, visible, steps, done) = (0.0, 0.0, 0, false);
        environment.Reset(start.CreateGenerator(), _observation);
        while (!done && steps < maxSteps)
        {
            var action = Action(actions, steps++);
            var outcome = environment.Step(action, _next);
            var own = reward.Reward(_observation, action, _next, outcome.Reward);
            LargestStep = Math.Max(LargestStep, own);
            (learned, visible, done) = (learned + own, visible + outcome.Reward, outcome.Done);
            _next.CopyTo(_observation, 0);
        }

        return new PlayedSequence(actions, steps, learned, visible);
    }

    private ReadOnlySpan<double> Action(double[] actions, int step) => actions.AsSpan(step * _actions.Dimension, _actions.Dimension);
}

/// <param name="Actions">Those after <paramref name="Steps"/> were not reached.</param>
internal sealed record PlayedSequence(double[] Actions, int Steps, double Return, double VisibleReturn);
