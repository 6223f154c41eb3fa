using System.Text.Json.Serialization;

namespace AlignmentLab.Environments;

/// <summary>
/// What an observation or an action may be. Every value is a vector of doubles: a discrete choice is one double that
/// holds its index.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(DiscreteSpace), "discrete")]
[JsonDerivedType(typeof(BoxSpace), "box")]
public abstract record Space
{
    /// <summary>How many doubles a value has.</summary>
    [JsonIgnore]
    public abstract int Dimension { get; }

    /// <summary>Whether a value lies in the space.</summary>
    public abstract bool Contains(ReadOnlySpan<double> value);
}

/// <summary>One of <paramref name="Count"/> choices, 0 to Count - 1.</summary>
public sealed record DiscreteSpace(int Count) : Space
{
    public override int Dimension => 1;

    public override bool Contains(ReadOnlySpan<double> value) =>
        value.Length == 1 && value[0] >= 0 && value[0] < Count && value[0] == Math.Floor(value[0]);
}

/// <summary>A vector between two bounds, inclusive; a bound may be infinite.</summary>
public sealed record BoxSpace(
    [property: JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)] double[] Low,
    [property: JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)] double[] High) : Space
{
    public override int Dimension => Low.Length;

    public override bool Contains(ReadOnlySpan<double> value)
    {
        if (value.Length != Low.Length)
        {
            return false;
        }

        for (var i = 0; i < value.Length; i++)
        {
            if (!(value[i] >= Low[i] && value[i] <= High[i]))
            {
                return false;
            }
        }

        return true;
    }

    public bool Equals(BoxSpace? other) =>
        other is not null && Low.AsSpan().SequenceEqual(other.Low) && High.AsSpan().SequenceEqual(other.High);

    public override int GetHashCode() => HashCode.Combine(Low.Length, Low.FirstOrDefault(), High.FirstOrDefault());
}
