using AlignmentLab.Detectors.Statistics;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Detectors.Statistics;

public sealed class KolmogorovSmirnovTests
{
    [Fact]
    public void Distance_OfSamplesWorkedOutByHand_IsTheirs()
    {
        KolmogorovSmirnov.Distance([1, 2, 3, 4], [1, 2, 3, 4]).ShouldBe(0);
        KolmogorovSmirnov.Distance([1, 2], [3, 4, 5]).ShouldBe(1);
        KolmogorovSmirnov.Distance([1, 2, 3, 4], [3, 4, 5, 6]).ShouldBe(0.5);

        // After 1: 1/2 against 0; after 2: 1/2 against 2/3; after 3: 1 against 2/3.
        KolmogorovSmirnov.Distance([1, 3], [2, 2, 4]).ShouldBe(0.5);
    }

    [Fact]
    public void Distance_WithBrokenValues_CountsTheirShare()
    {
        KolmogorovSmirnov.Distance([double.NaN, 1, 2, 3], [1, 2, 3]).ShouldBe(0.25);
        KolmogorovSmirnov.Distance([double.NaN, double.NaN], [double.NaN]).ShouldBe(0);
        KolmogorovSmirnov.Distance([1, double.PositiveInfinity], [1, 1]).ShouldBe(0.5);
        KolmogorovSmirnov.Distance([double.NegativeInfinity, 1], [1, double.PositiveInfinity]).ShouldBe(0.5);
    }

    [Fact]
    public void Distance_OfAnySamples_IsThatOfTheDefinition()
    {
        // Few distinct values, so that ties within and between the samples are the rule.
        var values = Gen.Choose(-4, 4).Select(i => i == 4 ? double.NaN : i / 2.0);
        var samples = values.NonEmptyListOf().Select(list => list.Order().ToArray());
        Check.One(
            Config.QuickThrowOnFailure.WithReplay(7, 11).WithMaxTest(500),
            Prop.ForAll(samples.Two().ToArbitrary(), pair =>
            {
                var (first, second) = pair;
                var expected = first.Concat(second).Max(point => Math.Abs(Share(first, point) - Share(second, point)));
                return Math.Abs(KolmogorovSmirnov.Distance(first, second) - expected) < 1e-12
                    && KolmogorovSmirnov.Distance(first, second) == KolmogorovSmirnov.Distance(second, first);
            }));

        static double Share(double[] sample, double point) => sample.Count(v => v.CompareTo(point) <= 0) / (double)sample.Length;
    }

    [Fact]
    public void CriticalDistance_AtALevel_HasThatPValue()
    {
        var distance = KolmogorovSmirnov.CriticalDistance(0.01, 40, 160);
        distance.ShouldBe(1.6276 / Math.Sqrt(32), 1e-4);
        KolmogorovSmirnov.PValue(distance, 40, 160).ShouldBe(0.01, 1e-9);
    }
}
