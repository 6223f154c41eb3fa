using AlignmentLab.Randomness;

namespace AlignmentLab.Imitation.Chunks;

/// <summary>A stretch of an episode.</summary>
/// <param name="Start">Steps before it, 0 or more.</param>
/// <param name="Length">Steps in it, 1 or more.</param>
public sealed record ChunkSpan(int Start, int Length)
{
    /// <summary>Stretches of <paramref name="k"/> steps, drawn evenly among those that tile the horizon, until they have so many steps; the last is cut to the number.</summary>
    internal static List<ChunkSpan> Draw(RandomStream random, long steps, int k, int horizon)
    {
        var (draws, chunks) = (random.CreateGenerator(), new List<ChunkSpan>());
        while (steps > 0)
        {
            var start = (int)draws.NextInteger(0, (horizon + k - 1) / k) * k;
            var length = (int)Math.Min(steps, Math.Min(k, horizon - start));
            chunks.Add(new ChunkSpan(start, length));
            steps -= length;
        }

        return chunks;
    }
}
