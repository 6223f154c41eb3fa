using AlignmentLab.Artifacts;

namespace AlignmentLab.Policies;

/// <summary>
/// A policy written out state by state: the artifact of a <see cref="TabularPolicy"/>. Stored as safetensors:
/// <c>probabilities</c> F64 [states, actions] and, where states are told by what is observed, <c>observations</c> F64 [states,
/// observation dimension].
/// </summary>
/// <param name="ActionCount">How many choices there are.</param>
/// <param name="Probabilities">Row-major; row s is what is done in state s and sums to 1.</param>
/// <param name="ObservationSize">0 where states are numbered by the environment (<see cref="Environments.IFiniteEnvironment"/>).</param>
/// <param name="Observations">Row-major; row s is the observation that tells state s, each once. Empty where states are numbered.</param>
public sealed record PolicyTable(int ActionCount, double[] Probabilities, int ObservationSize, double[] Observations)
{
    /// <summary>How many states it has rows for.</summary>
    public int StateCount => Probabilities.Length / ActionCount;

    /// <summary>What is done in a state.</summary>
    public ReadOnlySpan<double> Row(int state) => Probabilities.AsSpan(state * ActionCount, ActionCount);

    /// <summary>A table over the states that the environment numbers.</summary>
    public static PolicyTable Numbered(int actionCount, double[] probabilities) => new(actionCount, probabilities, 0, []);

    public byte[] ToBytes() => Safetensors.Write(
    [
        SafetensorsTensor.Of("probabilities", [StateCount, ActionCount], Probabilities),
        .. ObservationSize == 0 ? Array.Empty<SafetensorsTensor>() : [SafetensorsTensor.Of("observations", [StateCount, ObservationSize], Observations)],
    ]);

    /// <exception cref="FormatException">The bytes are no table.</exception>
    public static PolicyTable FromBytes(ReadOnlyMemory<byte> content)
    {
        var file = Safetensors.Read(content);
        var probabilities = file["probabilities"];
        var observations = file.Tensors.FirstOrDefault(t => t.Name == "observations");
        return new PolicyTable(
            (int)probabilities.Shape[1], probabilities.ToDoubles(), (int)(observations?.Shape[1] ?? 0), observations?.ToDoubles() ?? []);
    }
}
