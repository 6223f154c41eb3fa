namespace AlignmentLab.Core.Statistics;

/// <summary>Mean and standard error of independent values.</summary>
/// <param name="StandardError">Sample standard deviation over the square root of the count; 0 for one value.</param>
public readonly record struct Summary(int Count, double Mean, double StandardError)
{
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static Summary Of(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
        {
            throw new ArgumentException("There are no values to summarise.", nameof(values));
        }

        var mean = values.Sum() / values.Count;
        var squares = values.Sum(v => (v - mean) * (v - mean));
        return new Summary(values.Count, mean, values.Count > 1 ? Math.Sqrt(squares / (values.Count - 1) / values.Count) : 0);
    }
}
