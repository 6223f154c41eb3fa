using AlignmentLab.Artifacts;

namespace AlignmentLab.Trajectories;

/// <summary>What a judge said of each step of an episode: the artifact of a judgement. Stored as safetensors: <c>scores</c> F64 [T].</summary>
/// <param name="Scores">One a step, finite.</param>
public sealed record StepScores(double[] Scores)
{
    public byte[] ToBytes() => Safetensors.Write([SafetensorsTensor.Of("scores", [Scores.Length], Scores)]);

    /// <exception cref="FormatException">The bytes are no scores.</exception>
    public static StepScores FromBytes(ReadOnlyMemory<byte> content) => new(Safetensors.Read(content)["scores"].ToDoubles());
}
