namespace AlignmentLab.RewardModeling.Oversight;

/// <summary>
/// By how much a model overrates episodes, estimated from those that were judged. Because they were drawn at random after they were played, and the model had
/// not seen them, their mean error is without bias that of all episodes of the round.
/// </summary>
/// <param name="Error">The mean of model less overseer, over episodes.</param>
/// <param name="RootMeanSquare">The root of the mean squared error, over episodes.</param>
/// <param name="HalfWidth">Of the 95% interval of the error, by Student's t; null for one episode.</param>
internal sealed record OversightAudit(double Error, double RootMeanSquare, double? HalfWidth)
{
    // The 0.975 quantile by degrees of freedom (Abramowitz and Stegun 1964, table 26.10). Between two entries the smaller number of degrees counts.
    private static readonly (int Degrees, double Quantile)[] Students =
    [
        (1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (5, 2.571), (6, 2.447), (7, 2.365), (8, 2.306), (9, 2.262), (10, 2.228), (12, 2.179),
        (15, 2.131), (20, 2.086), (30, 2.042), (60, 2.000), (120, 1.980), (int.MaxValue, 1.960),
    ];

    /// <param name="errors">One a judged episode, one at least.</param>
    public static OversightAudit Of(IReadOnlyList<double> errors)
    {
        var (mean, square) = (errors.Average(), Math.Sqrt(errors.Average(e => e * e)));
        if (errors.Count == 1)
        {
            return new OversightAudit(mean, square, null);
        }

        var deviation = Math.Sqrt(errors.Sum(e => (e - mean) * (e - mean)) / (errors.Count - 1));
        var quantile = Students.Last(s => s.Degrees <= errors.Count - 1).Quantile;
        return new OversightAudit(mean, square, quantile * deviation / Math.Sqrt(errors.Count));
    }
}
