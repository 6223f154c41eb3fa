using AlignmentLab.Trajectories;

namespace AlignmentLab.Dashboard.Labelling;

/// <summary>
/// The range of one feature over the states of a query or an episode, on which a state's value is drawn as a bar from zero. It
/// goes as far below zero as above, so that the bars of all features have their zero in one line.
/// </summary>
/// <param name="Low">Minus the largest magnitude of a finite value.</param>
/// <param name="High">The largest magnitude of a finite value.</param>
public readonly record struct FeatureScale(double Low, double High)
{
    /// <summary>The scale of a feature; 0 to 0 where no value is finite.</summary>
    public static FeatureScale Over(IEnumerable<double> values)
    {
        var largest = values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max();
        return new(0 - largest, largest);
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
