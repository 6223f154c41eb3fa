namespace AlignmentLab.Core.Statistics;

/// <summary>A mean with the 95% interval of Student's t.</summary>
/// <param name="Low">Null where there are fewer than two values.</param>
/// <param name="High">Null where there are fewer than two values.</param>
public readonly record struct ConfidenceInterval(double Mean, double? Low, double? High, int Count)
{
    private const double Coverage = 0.95;

    /// <param name="values">One at least.</param>
    public static ConfidenceInterval Of(IReadOnlyList<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfZero(values.Count, nameof(values));
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        var mean = sum / values.Count;
        if (values.Count == 1)
        {
            return new ConfidenceInterval(mean, null, null, 1);
        }

        var squares = 0.0;
        foreach (var value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        var error = Math.Sqrt(squares / (values.Count - 1) / values.Count);
        var half = StudentT.TwoSidedQuantile(Coverage, values.Count - 1) * error;
        return new ConfidenceInterval(mean, mean - half, mean + half, values.Count);
    }
}
