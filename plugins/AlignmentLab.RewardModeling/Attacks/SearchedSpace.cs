using AlignmentLab.Environments;
using AlignmentLab.Randomness;

namespace AlignmentLab.RewardModeling.Attacks;

/// <summary>A space as a search walks it, coordinate by coordinate.</summary>
internal sealed class SearchedSpace
{
    private readonly double[] _low;
    private readonly double[] _high;
    private readonly bool _discrete;

    /// <param name="unboundedAs">Stands for an infinite bound.</param>
    public SearchedSpace(Space space, double unboundedAs)
    {
        _discrete = space is DiscreteSpace;
        (_low, _high) = space switch
        {
            BoxSpace box => (Array.ConvertAll(box.Low, low => Math.Max(low, -unboundedAs)), Array.ConvertAll(box.High, high => Math.Min(high, unboundedAs))),
            DiscreteSpace discrete => ([0], [discrete.Count - 1]),
            _ => throw new ArgumentException($"A space of the kind {space.GetType().Name} cannot be searched.", nameof(space)),
        };
    }

    public int Dimension => _low.Length;

    /// <summary>Any value, all alike.</summary>
    public void Draw(Pcg64 draws, Span<double> value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            value[i] = _discrete ? draws.NextInteger(0, (long)_high[i] + 1) : draws.NextUniform(_low[i], _high[i]);
        }
    }

    /// <summary>Values to try in place of one coordinate: a step to either side and both ends, or every other choice.</summary>
    /// <param name="step">As a share of the space's width, in (0, 1].</param>
    public IEnumerable<double> Neighbours(int coordinate, double value, double step)
    {
        var (low, high) = (_low[coordinate], _high[coordinate]);
        if (_discrete)
        {
            return Enumerable.Range(0, (int)high + 1).Select(choice => (double)choice).Where(choice => choice != value);
        }

        var width = (high - low) * step;
        return [low, high, Math.Max(low, value - width), Math.Min(high, value + width)];
    }
}
