using AlignmentLab.Core.Projections;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Projections;

public sealed class MetricSeriesTests
{
    [Fact]
    public void Add_AnyValues_KeepsCountMeanRangeAndEndsInBoundedRoom()
    {
        var values = Gen.Choose(0, 3_000).SelectMany(n => Gen.ArrayOf(Gen.Choose(-1_000, 1_000), n));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(values.ToArbitrary(), Holds));
    }

    [Fact]
    public void Add_FewerThanTheRoom_KeepsEveryPoint()
    {
        var view = Of([.. Enumerable.Range(0, MetricSeries.Capacity)]);

        view.Points.Select(p => p.Mean).ShouldBe(Enumerable.Range(0, MetricSeries.Capacity).Select(i => (double)i));
        view.Points.ShouldAllBe(p => p.Count == 1 && p.Low == p.High);
    }

    private static bool Holds(int[] values)
    {
        var view = Of(values);
        return view.Points.Count <= MetricSeries.Capacity
            && view.Points.Sum(p => p.Count) == values.Length
            && Math.Abs(view.Points.Sum(p => p.Mean * p.Count) - values.Sum()) < 1e-6
            && (values.Length == 0
                || (view.Points.Min(p => p.Low) == values.Min() && view.Points.Max(p => p.High) == values.Max() && view.Last == values[^1]))
            && view.Points.Zip(view.Points.Skip(1)).All(p => p.First.X < p.Second.X);
    }

    private static MetricView Of(int[] values)
    {
        var series = new MetricSeries();
        foreach (var value in values)
        {
            series.Add(null, value, "unit");
        }

        return series.View("metric");
    }
}
