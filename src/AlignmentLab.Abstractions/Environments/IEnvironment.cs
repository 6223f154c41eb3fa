using System.Text.Json.Nodes;

namespace AlignmentLab.Environments;

/// <summary>What one step gave.</summary>
/// <param name="Reward">The visible reward: the only one that a learner may see.</param>
/// <param name="Terminated">The task itself ended (Gymnasium's <c>terminated</c>): a terminal state was reached.</param>
/// <param name="Truncated">The episode was cut from outside, by the step limit (Gymnasium's <c>truncated</c>).</param>
public readonly record struct StepOutcome(double Reward, bool Terminated, bool Truncated)
{
    /// <summary>The episode is over either way.</summary>
    public bool Done => Terminated || Truncated;
}

/// <summary>
/// A task with Gymnasium's semantics: reset with a seed, then step until terminated or truncated. An instance is used by
/// one thread at a time and takes all its randomness from the <see cref="IDrawSource"/> of its last reset, so that equal seeds and
/// actions give equal bits on every machine. Steps allocate nothing.
/// </summary>
public interface IEnvironment
{
    /// <summary>The registered name, such as <c>CartPole-v1</c>.</summary>
    string Name { get; }

    Space ObservationSpace { get; }

    Space ActionSpace { get; }

    /// <summary>After how many steps an episode is truncated.</summary>
    int MaxSteps { get; }

    /// <summary>Starts an episode and writes its first observation (<see cref="ObservationSpace"/>'s dimension).</summary>
    void Reset(IDrawSource draws, Span<double> observation);

    /// <summary>Takes an action and writes the next observation.</summary>
    /// <exception cref="ArgumentException">
    /// The action lies outside <see cref="ActionSpace"/>. A port whose original clips continuous actions clips them too, and
    /// then refuses only a wrong dimension and NaN; its documentation says so.
    /// </exception>
    /// <exception cref="InvalidOperationException">The episode is over, or was never started.</exception>
    StepOutcome Step(ReadOnlySpan<double> action, Span<double> observation);

    /// <summary>
    /// What the designer really wanted, over the episode so far; null where it is the visible return. It is recorded for
    /// audit and never reaches a learner.
    /// </summary>
    double? HiddenPerformance { get; }

    /// <summary>The whole state as JSON; <see cref="Restore"/> on any instance goes on from it bit for bit.</summary>
    JsonNode SaveState();

    /// <summary>Takes up a saved state (or one written by hand) and writes its observation.</summary>
    /// <exception cref="Errors.InvalidInputException">The JSON is not a state of this environment; the message names the field.</exception>
    void Restore(JsonNode state, IDrawSource draws, Span<double> observation);

    /// <summary>The state as rows of characters, for gridworlds; null where there is no board.</summary>
    IReadOnlyList<string>? Board { get; }
}

/// <summary>Uniform draws from [0, 1): seeded (a seeded generator), or given by hand to compare with an original.</summary>
public interface IDrawSource
{
    /// <summary>The next draw, in [0, 1).</summary>
    double NextDouble();
}
