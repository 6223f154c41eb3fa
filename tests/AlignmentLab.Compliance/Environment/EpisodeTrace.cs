using AlignmentLab.Environments;
using AlignmentLab.Randomness;
using Shouldly;

namespace AlignmentLab.Compliance;

/// <summary>One episode under random actions, taken one step at a time, with everything that it showed.</summary>
internal sealed class EpisodeTrace
{
    private readonly IEnvironment _environment;
    private readonly Pcg64 _policy;
    private readonly double[] _observation;
    private readonly double[] _action;

    /// <summary>Starts the episode of a seed; another seed drives the actions.</summary>
    public EpisodeTrace(IEnvironment environment, ulong seed)
        : this(environment, new Pcg64(seed), new Pcg64(seed + 1_000_000))
    {
        _environment.Reset(Draws, _observation);
        Shown.Add([.. _observation]);
    }

    private EpisodeTrace(IEnvironment environment, Pcg64 draws, Pcg64 policy)
    {
        (_environment, Draws, _policy) = (environment, draws, policy);
        _observation = new double[environment.ObservationSpace.Dimension];
        _action = new double[environment.ActionSpace.Dimension];
    }

    public Pcg64 Draws { get; }

    /// <summary>The latest observation.</summary>
    public IReadOnlyList<double> Observation => _observation;

    public StepOutcome Outcome { get; private set; }

    public int Steps { get; private set; }

    /// <summary>The bits of all that happened: observations, rewards, endings and hidden performances.</summary>
    public List<IReadOnlyList<double>> Shown { get; } = [];

    /// <summary>Saves the state as text and takes it up in another instance, which goes on with the same draws and actions.</summary>
    public EpisodeTrace MoveTo(IEnvironment other)
    {
        var state = System.Text.Json.Nodes.JsonNode.Parse(_environment.SaveState().ToJsonString());
        var trace = new EpisodeTrace(other, Draws.Clone(), _policy.Clone());
        other.Restore(state.ShouldNotBeNull(), trace.Draws, trace._observation);
        trace.Shown.Add([.. trace._observation]);
        trace.Outcome = Outcome;
        return trace;
    }

    public StepOutcome Step()
    {
        _environment.ActionSpace.Sample(_policy, _action);
        Outcome = _environment.Step(_action, _observation);
        Steps++;
        Shown.Add(
        [
            .. _observation, Outcome.Reward, Outcome.Terminated ? 1 : 0, Outcome.Truncated ? 1 : 0,
            _environment.HiddenPerformance ?? double.MinValue,
        ]);
        return Outcome;
    }

    public EpisodeTrace ToEnd()
    {
        while (!Outcome.Done)
        {
            Steps.ShouldBeLessThan(_environment.MaxSteps, "the episode went on past MaxSteps");
            Step();
        }

        return this;
    }

    /// <summary>Bit for bit, from a step of this trace on.</summary>
    public void ShouldShow(EpisodeTrace expected, int from = 0)
    {
        var others = expected.Shown.Skip(from).ToList();
        Shown.Count.ShouldBe(others.Count);
        foreach (var (mine, theirs) in Shown.Zip(others))
        {
            mine.Select(BitConverter.DoubleToInt64Bits).ShouldBe(theirs.Take(mine.Count).Select(BitConverter.DoubleToInt64Bits));
        }
    }
}
