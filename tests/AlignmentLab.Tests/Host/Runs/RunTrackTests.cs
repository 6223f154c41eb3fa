using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Detection;
using AlignmentLab.Events;
using AlignmentLab.Host.Runs;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Host.Runs;

public sealed class RunTrackTests
{
    private static readonly RunId Run = new("test");
    private readonly ManualTime _time = new();

    [Fact]
    public void Standing_AfterEffects_HasSpeedAndLatestMetrics()
    {
        var track = new RunTrack(_time);
        track.Take(Recorded(new Measurement("return", 1)));
        track.Take(Recorded(new Measurement("labels", 50)));
        track.Take(Recorded(new Measurement("return", 2)));
        _time.Advance(TimeSpan.FromSeconds(2));

        var standing = track.Standing();

        (standing.Effects, standing.Speed).ShouldBe((3, 1.5));
        standing.Metrics.ShouldBe([KeyValuePair.Create("return", 2.0), KeyValuePair.Create("labels", 50.0)]);
    }

    [Fact]
    public void Standing_Resumed_CountsTheHistoryButNotTowardsTheSpeed()
    {
        var before = Recorded(new Measurement("return", 1));
        _time.Advance(TimeSpan.FromHours(1));
        var track = new RunTrack(_time);
        track.Take(before);
        _time.Advance(TimeSpan.FromSeconds(1));

        (track.Standing().Effects, track.Standing().Speed).ShouldBe((1, 0));
    }

    [Fact]
    public void Standing_Resumed_TellsTheTimeLeftByThisSessionsPace()
    {
        var before = Recorded(new Measurement("return", 1));
        _time.Advance(TimeSpan.FromHours(1));
        var track = new RunTrack(_time);
        track.Take(before);
        track.Take(new RunProgressed(Run, 0.5));
        _time.Advance(TimeSpan.FromSeconds(10));
        track.Take(Recorded(new Measurement("return", 2)));
        track.Take(new RunProgressed(Run, 0.75));

        track.Standing().Fraction.ShouldBe(0.75);
        track.Standing().Left.ShouldBe(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Standing_OfASet_CountsTheEndedAndEstimatesTheRest()
    {
        var (first, second) = (new RunId("first"), new RunId("second"));
        var monitor = new RunMonitor(_time);
        monitor.Watch([first, second]);
        monitor.Began(first);
        monitor.Began(second);
        _time.Advance(TimeSpan.FromSeconds(30));
        monitor.Ended(first);

        var set = monitor.Standing();

        (set.Runs, set.Ended, set.Fraction, set.Left).ShouldBe((2, 1, 0.5, TimeSpan.FromSeconds(30)));
        set.Running.ShouldHaveSingleItem().Run.ShouldBe(second);
    }

    private RunEventRecorded Recorded(Measurement measurement)
    {
        var e = new RecordedEvent(Run.Stream, 1, 1, EventId.New(_time), "measurement-recorded.v1", new CallId("1/measure"), default, _time.GetUtcNow(), "alab", null, default, default);
        return new RunEventRecorded(Run, e, new Observed(new CallId("1/measure"), 1, 1, measurement, null, null));
    }
}
