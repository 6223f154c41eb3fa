using System.Text.Json.Nodes;
using AlignmentLab.Environments;

namespace AlignmentLab.Host.Traces;

/// <summary>Steps an environment through given actions.</summary>
internal sealed class EnvironmentTrace
{
    private readonly IEnvironment _environment;
    private readonly double[] _observation;

    private EnvironmentTrace(IEnvironment environment)
    {
        _environment = environment;
        _observation = new double[environment.ObservationSpace.Dimension];
    }

    /// <summary>What the environment showed before the first action.</summary>
    public TraceStart Start { get; private set; } = new([], null);

    /// <param name="state">Begin here instead of with a fresh episode.</param>
    /// <exception cref="Errors.InvalidInputException">The state is none of this environment.</exception>
    public static EnvironmentTrace Begin(IEnvironment environment, IDrawSource draws, JsonNode? state)
    {
        var trace = new EnvironmentTrace(environment);
        if (state is null)
        {
            environment.Reset(draws, trace._observation);
        }
        else
        {
            environment.Restore(state, draws, trace._observation);
        }

        trace.Start = new TraceStart([.. trace._observation], environment.Board);
        return trace;
    }

    /// <summary>Takes the actions in turn, and stops where the episode ends.</summary>
    public IEnumerable<TraceStep> Take(IReadOnlyList<double[]> actions)
    {
        for (var i = 0; i < actions.Count; i++)
        {
            var outcome = _environment.Step(actions[i], _observation);
            yield return new TraceStep(i + 1, [.. _observation], _environment.Board, outcome.Reward, outcome.Terminated, outcome.Truncated);
            if (outcome.Done)
            {
                yield break;
            }
        }
    }
}
