namespace AlignmentLab.Imitation.Gating;

/// <summary>What a scripted watcher calls danger.</summary>
public sealed record Danger
{
    /// <summary>The states that are permitted, as bounds of single features; outside of one is danger. Empty: danger is that the novice deviates from the expert.</summary>
    public IReadOnlyList<FeatureBounds> Bounds { get; init; } = [];

    /// <summary>
    /// How far the novice's action may be from the expert's, 0 or more: as a distance in the units of the action, and 1 from any choice
    /// to another. Of no account where there are bounds.
    /// </summary>
    public double Deviation { get; init; } = 0.5;

    public bool Equals(Danger? other) => other is not null && Deviation.Equals(other.Deviation) && Bounds.SequenceEqual(other.Bounds);

    public override int GetHashCode() => HashCode.Combine(Bounds.Count, Deviation);
}

/// <summary>Where one number of an observation may lie.</summary>
public sealed record FeatureBounds
{
    /// <summary>Which, from 0.</summary>
    public int Feature { get; init; }

    /// <summary>The least that is permitted.</summary>
    public double Least { get; init; }

    /// <summary>The most that is permitted, not below <see cref="Least"/>.</summary>
    public double Most { get; init; }
}
