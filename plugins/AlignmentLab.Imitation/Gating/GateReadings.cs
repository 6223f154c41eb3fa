using AlignmentLab.Artifacts;

namespace AlignmentLab.Imitation.Gating;

/// <summary>
/// What a gate went by, step by step: an artifact of a gated episode. Stored as safetensors: <c>expert</c> I64 [T], and where they
/// were read <c>doubts</c> F64 [T] and <c>returns</c> F64 [T].
/// </summary>
/// <param name="ExpertActed">1 where the expert acted, 0 where the novice did.</param>
/// <param name="Doubts">The novice's doubt; empty where it cannot say.</param>
/// <param name="Returns">The predicted return of the novice's action; empty where the gate predicts none.</param>
public sealed record GateReadings(long[] ExpertActed, double[] Doubts, double[] Returns)
{
    public byte[] ToBytes() => Safetensors.Write(
    [
        SafetensorsTensor.Of("expert", [ExpertActed.Length], ExpertActed),
        .. Doubts.Length == 0 ? Array.Empty<SafetensorsTensor>() : [SafetensorsTensor.Of("doubts", [Doubts.Length], Doubts)],
        .. Returns.Length == 0 ? Array.Empty<SafetensorsTensor>() : [SafetensorsTensor.Of("returns", [Returns.Length], Returns)],
    ]);

    /// <exception cref="FormatException">The bytes are no readings.</exception>
    public static GateReadings FromBytes(ReadOnlyMemory<byte> content)
    {
        var file = Safetensors.Read(content);
        return new GateReadings(file["expert"].ToLongs(), Optional("doubts"), Optional("returns"));

        double[] Optional(string name) => file.Tensors.FirstOrDefault(t => t.Name == name)?.ToDoubles() ?? [];
    }
}
