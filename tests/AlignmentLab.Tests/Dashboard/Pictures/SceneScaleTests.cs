using AlignmentLab.Dashboard.Pictures;
using AlignmentLab.Environments.Pictures;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Dashboard.Pictures;

public sealed class SceneScaleTests
{
    private static readonly SceneScale Scale = SceneScale.Of(new View(-2, -1, 4, 2))!;

    [Fact]
    public void Place_OfAPoint_CountsDownFromTheTop()
    {
        Scale.Place(new Point(-2, 1)).ShouldBe(("0", "0"));
        Scale.Place(new Point(2, -1)).ShouldBe(("480", "240"));
        Scale.Place(new Point(0, 0)).ShouldBe(("240", "120"));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Place_OfWhatIsNotFinite_IsNone(double bad)
    {
        Scale.Place(new Point(0, bad)).ShouldBeNull();
        Scale.Length(bad).ShouldBeNull();
        Scale.Path(new Line(new(0, 0), new(bad, 0), Tone.Body)).ShouldBeNull();
        Scale.Outline([new(0, 0), new(1, 0), new(bad, 1)]).ShouldBeNull();
        SceneScale.Of(new View(0, 0, bad, 1)).ShouldBeNull();
    }

    [Fact]
    public void Place_FarOutside_StaysWithinWhatABrowserDraws() =>
        Scale.Place(new Point(1e300, 0)).ShouldBe(("9600", "120"));

    [Fact]
    public void Path_OfAnArrow_EndsInAHeadAndVanishesWithItsLength()
    {
        Scale.Path(Line.Arrow(new(0, 0), new(1, 0), Tone.Action))!.Count(c => c == 'M').ShouldBe(2);
        Scale.Path(Line.Arrow(new(0, 0), new(0.001, 0), Tone.Action)).ShouldBeNull();
        Scale.Path(new Line([new(0, 0)], Tone.Body)).ShouldBeNull();
    }

    [Fact]
    public void Corners_OfATurnedRectangle_TurnWithIt()
    {
        var corners = SceneScale.Corners(new Rectangle(new(1, 1), 2, 0, Tone.Body, Math.PI / 2));

        corners[0].Y.ShouldBe(0, 1e-9);
        corners[1].Y.ShouldBe(2, 1e-9);
        corners.ShouldAllBe(c => Math.Abs(c.X - 1) < 1e-9);
    }
}
