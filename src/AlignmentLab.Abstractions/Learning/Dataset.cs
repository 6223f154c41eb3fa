using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Artifacts;

namespace AlignmentLab.Learning;

/// <summary>
/// Labelled states, as an ordered selection of label events. It is a value: aggregating gives a new data set, and a training
/// request holds the whole selection, so that each weight can be traced to the labels that it was fed.
/// </summary>
public sealed record Dataset(IReadOnlyList<DatasetPart> Parts)
{
    /// <summary>No examples.</summary>
    public static Dataset Empty { get; } = new([]);

    /// <summary>How many labelled states there are.</summary>
    public long Count() => Parts.Sum(p => p.Count);

    /// <summary>This data set and the new labels after it: D := D union D_i.</summary>
    public Dataset Aggregate(IEnumerable<LabeledRollout> labels) =>
        new([.. Parts, .. labels.Select(l => new DatasetPart(l.Labels, l.Count))]);

    public bool Equals(Dataset? other) => other is not null && Parts.SequenceEqual(other.Parts);

    public override int GetHashCode() => HashCode.Combine(Parts.Count, Parts.Count == 0 ? null : Parts[^1]);
}

/// <summary>The labels of one rollout: <see cref="LabeledRollout.Labels"/>.</summary>
public sealed record DatasetPart(Artifact Labels, long Count);
