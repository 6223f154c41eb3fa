using System.Runtime.CompilerServices;

namespace AlignmentLab.Detectors.Statistics;

/// <summary>
/// Of how many independent states a sample of episodes is worth. States of one episode resemble each other, so that the
/// distribution function of n states varies as that of n / d independent ones; d, the design effect of cluster sampling
/// (L. Kish, "Survey Sampling", 1965), is measured from how much the episodes of a sample differ.
/// </summary>
public static class EffectiveSize
{
    /// <summary>
    /// States an independent state is worth, 1 or more, for one feature, from the episodes <paramref name="from"/> to
    /// <paramref name="to"/> (exclusive), of which there are two at least.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double DesignEffect(EpisodeCounts counts, int feature, int from, int to)
    {
        var (episodes, states) = (to - from, 0);
        for (var e = from; e < to; e++)
        {
            states += counts.Sizes[e];
        }

        // The least favourable point decides, not the average over all: the distance is taken where samples differ most.
        double? effect = null;
        for (var p = feature * EpisodeCounts.Points; p < (feature + 1) * EpisodeCounts.Points; p++)
        {
            var below = 0L;
            for (var e = from; e < to; e++)
            {
                below += counts.Of(e)[p];
            }

            if (10 * below < states || 10 * below > 9L * states)
            {
                continue;
            }

            var (share, observed) = ((double)below / states, 0.0);
            for (var e = from; e < to; e++)
            {
                var excess = counts.Of(e)[p] - (counts.Sizes[e] * share);
                observed += excess * excess;
            }

            effect = Math.Max(effect ?? 1, observed * episodes / (episodes - 1) / (states * share * (1 - share)));
        }

        // Where all states are alike, an episode counts as one.
        return effect ?? (double)states / episodes;
    }
}
