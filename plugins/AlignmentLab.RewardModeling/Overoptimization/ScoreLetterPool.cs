using AlignmentLab.Algorithms;
using AlignmentLab.Artifacts;
using AlignmentLab.Randomness;

namespace AlignmentLab.RewardModeling.Overoptimization;

/// <summary>Asks for samples of the letter world with their scores under a model and their gold rewards.</summary>
/// <param name="Samples">How many.</param>
/// <param name="PoolSeed">The seed of the generator that draws them.</param>
/// <param name="Checkpoint">The model.</param>
[Effect("score-letter-pool", "letter-pool-requested.v1", "letter-pool-scored.v1")]
public sealed record ScoreLetterPoolRequest(int Samples, ulong PoolSeed, Artifact Checkpoint) : Effect<LetterPool>;

/// <param name="Scores">See <see cref="ScoredPool"/>.</param>
public sealed record LetterPool(Artifact Scores);

/// <summary>A pool's scores. Stored as safetensors: <c>proxy</c>, <c>gold</c> and <c>length</c>, F64 [samples] each.</summary>
internal sealed record ScoredPool(double[] Proxy, double[] Gold, double[] Length)
{
    public byte[] ToBytes() => Safetensors.Write(
    [
        SafetensorsTensor.Of("proxy", [Proxy.Length], Proxy),
        SafetensorsTensor.Of("gold", [Gold.Length], Gold),
        SafetensorsTensor.Of("length", [Length.Length], Length),
    ]);

    public static ScoredPool FromBytes(ReadOnlyMemory<byte> content)
    {
        var file = Safetensors.Read(content);
        return new ScoredPool(file["proxy"].ToDoubles(), file["gold"].ToDoubles(), file["length"].ToDoubles());
    }
}

internal sealed class ScoreLetterPoolHandler : IEffectHandler<ScoreLetterPoolRequest, LetterPool>
{
    public async Task<EffectOutcome<LetterPool>> HandleAsync(ScoreLetterPoolRequest effect, IEffectScope scope, CancellationToken cancellationToken)
    {
        var strings = LetterWorld.Sample(effect.Samples, new Pcg64(effect.PoolSeed));
        var proxy = TrainLetterRewardHandler.Scores(await scope.OpenModelAsync(effect.Checkpoint, cancellationToken), strings);
        var pool = new ScoredPool(proxy, Array.ConvertAll(strings, s => LetterWorld.Gold(s)), Array.ConvertAll(strings, s => (double)s.Length));
        return new EffectOutcome<LetterPool>(new LetterPool(await scope.WriteAsync(pool.ToBytes(), cancellationToken)));
    }
}
