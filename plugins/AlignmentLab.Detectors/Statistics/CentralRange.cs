namespace AlignmentLab.Detectors.Statistics;

/// <summary>Where all but the outermost hundredth at either end of a sample lies: order statistics, not interpolated.</summary>
public readonly record struct CentralRange(double Low, double High)
{
    /// <param name="ascending">Not empty.</param>
    public static CentralRange Of(IReadOnlyList<double> ascending)
    {
        var outer = ascending.Count / 100;
        return new CentralRange(ascending[outer], ascending[ascending.Count - 1 - outer]);
    }

    /// <summary>NaN lies in no range.</summary>
    public bool Contains(double value) => value >= Low && value <= High;
}
