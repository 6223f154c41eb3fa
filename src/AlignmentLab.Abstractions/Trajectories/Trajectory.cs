using AlignmentLab.Artifacts;

namespace AlignmentLab.Trajectories;

/// <summary>
/// What happened in one episode, as far as a learner may see it: the artifact of a rollout. Stored as safetensors:
/// <c>observations</c> F64 [T + 1, observation dimension], <c>actions</c> F64 [T, action dimension], <c>rewards</c> F64 [T].
/// </summary>
/// <param name="Steps">T, the number of actions taken.</param>
/// <param name="Observations">Row-major; row t is what the policy saw before action t, the last row what it ended in.</param>
/// <param name="Actions">Row-major; row t is the action taken in state t.</param>
/// <param name="Rewards">The visible reward of each action.</param>
public sealed record Trajectory(int Steps, int ObservationSize, double[] Observations, int ActionSize, double[] Actions, double[] Rewards)
{
    /// <summary>What the policy saw before action <paramref name="step"/>.</summary>
    public ReadOnlySpan<double> Observation(int step) => Observations.AsSpan(step * ObservationSize, ObservationSize);

    /// <summary>The action taken in state <paramref name="step"/>.</summary>
    public ReadOnlySpan<double> Action(int step) => Actions.AsSpan(step * ActionSize, ActionSize);

    public byte[] ToBytes() => Safetensors.Write(
    [
        SafetensorsTensor.Of("observations", [Steps + 1, ObservationSize], Observations),
        SafetensorsTensor.Of("actions", [Steps, ActionSize], Actions),
        SafetensorsTensor.Of("rewards", [Steps], Rewards),
    ]);

    /// <exception cref="FormatException">The bytes are no trajectory.</exception>
    public static Trajectory FromBytes(ReadOnlyMemory<byte> content)
    {
        var file = Safetensors.Read(content);
        var observations = file["observations"];
        var actions = file["actions"];
        return new Trajectory(
            (int)actions.Shape[0], (int)observations.Shape[1], observations.ToDoubles(), (int)actions.Shape[1], actions.ToDoubles(), file["rewards"].ToDoubles());
    }
}

/// <summary>
/// Labelled states: the artifact of a label event. Stored as safetensors: <c>states</c> I64 [n], <c>observations</c> F64
/// [n, observation dimension], <c>actions</c> F64 [n, action dimension].
/// </summary>
/// <param name="States">Which states of the trajectory they are, ascending.</param>
/// <param name="Observations">Row-major, what the expert was shown.</param>
/// <param name="Actions">Row-major, what it would do.</param>
public sealed record StateLabels(long[] States, int ObservationSize, double[] Observations, int ActionSize, double[] Actions)
{
    public byte[] ToBytes() => Safetensors.Write(
    [
        SafetensorsTensor.Of("states", [States.Length], States),
        SafetensorsTensor.Of("observations", [States.Length, ObservationSize], Observations),
        SafetensorsTensor.Of("actions", [States.Length, ActionSize], Actions),
    ]);

    /// <exception cref="FormatException">The bytes are no labels.</exception>
    public static StateLabels FromBytes(ReadOnlyMemory<byte> content)
    {
        var file = Safetensors.Read(content);
        var observations = file["observations"];
        var actions = file["actions"];
        return new StateLabels(
            file["states"].ToLongs(), (int)observations.Shape[1], observations.ToDoubles(), (int)actions.Shape[1], actions.ToDoubles());
    }
}

/// <summary>
/// States that a policy visited under evaluation. Stored as safetensors: <c>observations</c> F64 [n, observation
/// dimension], <c>lengths</c> I64 [episodes].
/// </summary>
/// <param name="Lengths">Recorded states of each episode, which stand one after the other, evenly spaced.</param>
public sealed record VisitedStates(int ObservationSize, double[] Observations, long[] Lengths)
{
    public byte[] ToBytes() => Safetensors.Write(
    [
        SafetensorsTensor.Of("observations", [Observations.Length / ObservationSize, ObservationSize], Observations),
        SafetensorsTensor.Of("lengths", [Lengths.Length], Lengths),
    ]);

    /// <exception cref="FormatException">The bytes are no visited states.</exception>
    public static VisitedStates FromBytes(ReadOnlyMemory<byte> content)
    {
        var file = Safetensors.Read(content);
        var observations = file["observations"];
        return new VisitedStates((int)observations.Shape[1], observations.ToDoubles(), file["lengths"].ToLongs());
    }
}
