using AlignmentLab.Core.Environments;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Core.Rollouts;
using AlignmentLab.Dashboard.Rollouts;
using AlignmentLab.Events;
using AlignmentLab.Trajectories;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Dashboard.Rollouts;

public sealed class EpisodeSketchTests
{
    [Fact]
    public void Sketch_OfALongEpisode_IsOfBoundedSizeAndKeepsItsExtremes()
    {
        var sketch = new EpisodeSketch(Episode(500_000, i => i == 123_456 ? -7 : i == 400_000 ? 9 : 1, i => true));

        (sketch.Low, sketch.High).ShouldBe((-7, 9));
        sketch.Rewards.Length.ShouldBeLessThan(20_000);
        sketch.Marks.Length.ShouldBeLessThan(20_000);
    }

    [Fact]
    public void Sketch_Marks_StandWhereLabelsDiffer()
    {
        var sketch = new EpisodeSketch(Episode(10, _ => 1, i => i is 2 or 7));

        sketch.Marks.Count(c => c == 'M').ShouldBe(2);
        sketch.Marks.ShouldStartWith($"M{sketch.X(2)} ");
    }

    [Fact]
    public void Sketch_OfAnEpisodeWithoutSteps_HasAPlaceForItsOnlyState()
    {
        var sketch = new EpisodeSketch(Episode(0, _ => 1, _ => false));

        sketch.X(0).ShouldBe("0");
        sketch.Rewards.ShouldBeEmpty();
    }

    private static ShownEpisode Episode(int steps, Func<int, double> reward, Func<int, bool> differs)
    {
        var trajectory = new Trajectory(steps, 1, new double[steps + 1], 1, new double[steps], [.. Enumerable.Range(0, steps).Select(reward)]);
        var labels = new StateLabels(
            [.. Enumerable.Range(0, steps).Select(i => (long)i)], 1, new double[steps], 1, [.. Enumerable.Range(0, steps).Select(i => differs(i) ? 1.0 : 0.0)]);
        return new ShownEpisode(
            EnvironmentPortrait.Unknown("none"), trajectory, null,
            [new EpisodeLabels(new CallId("2/label"), 2, "expert", "", labels, new Dictionary<int, IReadOnlyList<GivenAnswer>>())]);
    }
}
