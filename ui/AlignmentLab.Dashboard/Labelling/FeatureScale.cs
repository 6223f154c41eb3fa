using AlignmentLab.Trajectories;

namespace AlignmentLab.Dashboard.Labelling;

/// <summary>The range of one feature over the states of a query or an episode, on which a state's value is drawn as a bar from zero.</summary>
/// <param name="Low">The least finite value.</param>
/// <param name="High">The largest finite value.</param>
public readonly record struct FeatureScale(double Low, double High)
{
    /// <summary>The scale of a feature; 0 to 0 where no value is finite.</summary>
    public static FeatureScale Over(IEnumerable<double> values)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
        {
            if (double.IsFinite(value))
            {
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }
        }

        return low > high ? new(0, 0) : new(low, high);
    }

    /// <summary>The scales of all features over an episode.</summary>
    public static IReadOnlyList<FeatureScale> Of(Trajectory trajectory)
    {
        var scales = new FeatureScale[trajectory.ObservationSize];
        for (var feature = 0; feature < scales.Length; feature++)
        {
            var first = feature;
            scales[feature] = Over(Enumerable.Range(0, trajectory.Steps + 1).Select(t => trajectory.Observation(t)[first]));
        }

        return scales;
    }

    /// <summary>Where the bar of a value begins and how wide it is, in per cent of the range.</summary>
    public (double Start, double Width) Bar(double value)
    {
        if (!(High > Low) || !double.IsFinite(value))
        {
            return (0, 0);
        }

        var (zero, end) = (Percent(0), Percent(value));
        return (Math.Min(zero, end), Math.Abs(end - zero));
    }

    private double Percent(double value) => Math.Clamp(100 * (value - Low) / (High - Low), 0, 100);
}
