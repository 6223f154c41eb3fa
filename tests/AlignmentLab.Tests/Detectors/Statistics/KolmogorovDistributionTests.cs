using AlignmentLab.Detectors.Statistics;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Detectors.Statistics;

public sealed class KolmogorovDistributionTests
{
    // N. Smirnov, "Table for Estimating the Goodness of Fit of Empirical Distributions" (1948).
    [Theory]
    [InlineData(0.10, 1.2238)]
    [InlineData(0.05, 1.3581)]
    [InlineData(0.01, 1.6276)]
    public void Quantile_OfTabulatedLevels_IsTheTables(double alpha, double lambda)
    {
        KolmogorovDistribution.Quantile(alpha).ShouldBe(lambda, 5e-5);
        KolmogorovDistribution.Survival(lambda).ShouldBe(alpha, 1e-4);
    }

    // Smirnov's table again: the cumulative probability at these points.
    [Theory]
    [InlineData(0.50, 0.036055)]
    [InlineData(1.00, 0.730000)]
    public void Survival_WhereTheOtherSeriesConverges_IsTheTables(double lambda, double cumulative) =>
        KolmogorovDistribution.Survival(lambda).ShouldBe(1 - cumulative, 1e-6);

    [Fact]
    public void Survival_WhereTheSeriesMeet_HasNoStep() =>
        KolmogorovDistribution.Survival(Math.BitDecrement(1.18)).ShouldBe(KolmogorovDistribution.Survival(1.18), 1e-13);

    [Fact]
    public void Survival_AlongTheAxis_FallsFromOneToZero()
    {
        var values = Enumerable.Range(0, 400).Select(i => KolmogorovDistribution.Survival(i * 0.01)).ToArray();
        values[0].ShouldBe(1);
        values.Zip(values.Skip(1)).ShouldAllBe(pair => pair.Second <= pair.First);
        values[^1].ShouldBeLessThan(1e-13);
        KolmogorovDistribution.Survival(double.PositiveInfinity).ShouldBe(0);
    }
}
