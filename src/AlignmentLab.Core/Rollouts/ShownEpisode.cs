using AlignmentLab.Core.Environments;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Environments.Pictures;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Core.Rollouts;

/// <summary>
/// An episode as people watch it. State 0 is where it began, state <see cref="Steps"/> where it ended; in each state but the
/// last an action was taken.
/// </summary>
public sealed class ShownEpisode
{
    private readonly double[] _returns;
    private readonly int[] _differences;

    /// <param name="ending">Null: not known, as where the trajectory is a part of an episode.</param>
    /// <param name="labels">What experts said of its states.</param>
    public ShownEpisode(EnvironmentPortrait environment, Trajectory trajectory, EpisodeEnding? ending, IReadOnlyList<EpisodeLabels> labels)
    {
        (Environment, Trajectory, Ending, Labels) = (environment, trajectory, ending, labels);
        _returns = new double[trajectory.Steps + 1];
        for (var i = 0; i < trajectory.Steps; i++)
        {
            _returns[i + 1] = _returns[i] + trajectory.Rewards[i];
        }

        _differences =
        [
            .. labels.SelectMany(l => (l.Labels?.States ?? []).Where((s, i) => s < trajectory.Steps && Compare((int)s, l.Of((int)s)!) == Agreement.Different))
                .Select(s => (int)s).Distinct().Order(),
        ];
    }

    /// <summary>Names its numbers and draws its states.</summary>
    public EnvironmentPortrait Environment { get; }

    public Trajectory Trajectory { get; }

    public EpisodeEnding? Ending { get; }

    public IReadOnlyList<EpisodeLabels> Labels { get; }

    /// <summary>Actions taken, T.</summary>
    public int Steps => Trajectory.Steps;

    /// <summary>The states in which some expert's label is <see cref="Agreement.Different"/> from the action taken, ascending.</summary>
    public IReadOnlyList<int> Differences => _differences;

    /// <summary>The state, and what was done in it.</summary>
    /// <param name="state">From 0 to <see cref="Steps"/>.</param>
    public EpisodeStep At(int state)
    {
        var isLast = state == Steps;
        var action = isLast ? null : Trajectory.Action(state).ToArray();
        return new EpisodeStep(
            state, Trajectory.Observation(state).ToArray(), action, isLast ? null : Trajectory.Rewards[state], _returns[isLast ? state : state + 1],
            action is null ? [] : [.. Labels.Select(l => (Of: l, Action: l.Of(state))).Where(l => l.Action is not null).Select(l => new StepLabel(l.Of, l.Action!, Compare(state, l.Action!), l.Of.AnswersTo(state)))],
            isLast ? Ending : null);
    }

    /// <summary>Draws a state with the action taken in it; null where the environment draws none.</summary>
    /// <param name="showsAction">False: the state alone.</param>
    public Picture? Draw(int state, bool showsAction = true) =>
        Environment.Draw(Trajectory.Observation(state), showsAction && state < Steps ? Trajectory.Action(state) : []);

    /// <summary>The sum of the visible rewards before a state.</summary>
    public double ReturnBefore(int state) => _returns[state];

    /// <summary>The next state of <see cref="Differences"/> after one, or null.</summary>
    public int? NextDifference(int after)
    {
        var i = Array.BinarySearch(_differences, after + 1);
        i = i < 0 ? ~i : i;
        return i < _differences.Length ? _differences[i] : null;
    }

    private Agreement Compare(int state, double[] label) => ActionAgreement.Of(Environment.ActionSpace, Trajectory.Action(state), label);
}

/// <summary>A state of an episode and what was done in it.</summary>
/// <param name="State">From 0 to T.</param>
/// <param name="Observation">What the policy saw.</param>
/// <param name="Action">What it did; null in the last state.</param>
/// <param name="Reward">The visible reward of that; null in the last state.</param>
/// <param name="Return">The visible rewards so far, this one with them.</param>
/// <param name="Labels">What experts would have done.</param>
/// <param name="Ending">How the episode ended, in its last state; else null.</param>
public sealed record EpisodeStep(
    int State, double[] Observation, double[]? Action, double? Reward, double Return, IReadOnlyList<StepLabel> Labels, EpisodeEnding? Ending);

/// <summary>An expert's label of a state.</summary>
/// <param name="Action">What it would have done.</param>
/// <param name="Answers">What each of the people said, where the expert is people and that is known.</param>
public sealed record StepLabel(EpisodeLabels Source, double[] Action, Agreement Agreement, IReadOnlyList<GivenAnswer> Answers);
