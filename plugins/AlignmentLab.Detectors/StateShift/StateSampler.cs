using System.Runtime.CompilerServices;
using AlignmentLab.Artifacts;
using AlignmentLab.Detectors.Statistics;
using AlignmentLab.Randomness;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Detectors.StateShift;

/// <summary>
/// Reads the two samples of a look and thins them: both by one stride, so that an episode's weight does not depend on the
/// sample that it is in, from a random place in each episode, so that no state is preferred.
/// </summary>
internal sealed class StateSampler(StateShiftOptions options, IArtifactReader artifacts)
{
    private const int MostFeatures = 128;

    /// <summary>
    /// Both samples and where their features stand in an observation; null where the states have different sizes or a sample
    /// is left without states. Of more than 128 features, evenly spaced ones are compared.
    /// </summary>
    public async ValueTask<(int[] Features, EpisodeStates Training, EpisodeStates Visited)?> ReadAsync(
        TrainingRecord training, VisitRecord visit, Pcg64 random, CancellationToken cancellationToken)
    {
        var visited = Choose(await visit.ReadAsync(cancellationToken), random);
        var states = Math.Max(training.Parts.Sum(p => p.Count), visited.Sum(e => (long)e.Count));
        var stride = (int)Math.Max(1, (states + options.MaximumStates - 1) / options.MaximumStates);
        return Thin(visited, stride, random) is { } second && await ReadAsync(training, stride, random, cancellationToken) is { } first && first.Size == second.Size
            ? (Features(first.Size), first.States, second.States)
            : null;
    }

    private static int[] Features(int size)
    {
        var compared = Math.Min(size, MostFeatures);
        return [.. Enumerable.Range(0, compared).Select(i => (int)((long)i * size / compared))];
    }

    // Thinned as they come: the whole of a large data set is never in memory.
    private async ValueTask<(int Size, EpisodeStates States)?> ReadAsync(TrainingRecord training, int stride, Pcg64 random, CancellationToken cancellationToken)
    {
        var (episodes, size) = (new List<double[]>(), 0);
        foreach (var part in training.Parts)
        {
            var labels = StateLabels.FromBytes(await artifacts.ReadAsync(part.Labels, cancellationToken));
            if (Thin([new StateRows(labels.ObservationSize, labels.Observations)], stride, random) is not { } thinned)
            {
                continue;
            }

            if (size != 0 && size != thinned.Size)
            {
                return null;
            }

            size = thinned.Size;
            episodes.AddRange(thinned.States.Episodes);
        }

        return episodes.Count == 0 ? null : (size, new EpisodeStates(Features(size).Length, episodes));
    }

    private List<StateRows> Choose(IReadOnlyList<StateRows> episodes, Pcg64 random)
    {
        var filled = episodes.Where(e => e.Count > 0).ToList();
        return filled.Count <= options.MaximumEpisodes
            ? filled
            : [.. random.Permutation(filled.Count).Take(options.MaximumEpisodes).Order().Select(e => filled[e])];
    }

    private static (int Size, EpisodeStates States)? Thin(List<StateRows> episodes, int stride, Pcg64 random)
    {
        if (episodes.Count == 0 || episodes.Exists(e => e.Size != episodes[0].Size))
        {
            return null;
        }

        var features = Features(episodes[0].Size);
        var thinned = episodes.Select(e => Thin(e, features, stride, random)).Where(e => e.Length > 0).ToList();
        return thinned.Count == 0 ? null : (episodes[0].Size, new EpisodeStates(features.Length, thinned));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double[] Thin(StateRows episode, int[] features, int stride, Pcg64 random)
    {
        var rows = episode.Values.Span;
        var first = (int)random.NextInteger(0, stride);
        var kept = new double[Math.Max(0, (episode.Count - first + stride - 1) / stride) * features.Length];
        for (var (row, next) = (first, 0); row < episode.Count; row += stride)
        {
            foreach (var feature in features)
            {
                kept[next++] = rows[(row * episode.Size) + feature];
            }
        }

        return kept;
    }
}
