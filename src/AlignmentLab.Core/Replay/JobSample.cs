using AlignmentLab.Randomness;

namespace AlignmentLab.Core.Replay;

/// <summary>Some of a run's jobs, drawn at random without replacement to be carried out again.</summary>
/// <param name="Share">What was asked for, in (0, 1].</param>
/// <param name="Seed">Draws the same ones again.</param>
/// <param name="Of">Jobs that could have been drawn.</param>
/// <param name="Repeated">Jobs drawn: <paramref name="Share"/> of them, rounded up.</param>
public sealed record JobSample(double Share, ulong Seed, int Of, int Repeated)
{
    /// <summary>What the sample says about jobs that it left out.</summary>
    public SampleConfidence Confidence => new(Of, Repeated);

    public static JobSample From(int jobs, double share, ulong seed) =>
        // In decimal, since three tenths of ten are three jobs and not four.
        new(share, seed, jobs, jobs == 0 ? 0 : (int)Math.Clamp(decimal.Ceiling((decimal)share * jobs), 1, jobs));

    /// <summary>The items drawn, in their order. Each subset of that size is as likely as any other.</summary>
    /// <remarks>Selection sampling: Knuth, The Art of Computer Programming 2, section 3.4.2, algorithm S.</remarks>
    public IEnumerable<T> Draw<T>(IReadOnlyList<T> items)
    {
        var generator = new RandomStream(Seed, "replay-sample").CreateGenerator();
        var wanted = Repeated;
        for (var i = 0; i < items.Count && wanted > 0; i++)
        {
            if (generator.NextInteger(0, items.Count - i) < wanted)
            {
                wanted--;
                yield return items[i];
            }
        }
    }
}
