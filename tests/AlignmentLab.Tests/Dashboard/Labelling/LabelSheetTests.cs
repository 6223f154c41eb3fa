using AlignmentLab.Algorithms;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Dashboard.Labelling;
using AlignmentLab.Dashboard.Queries;
using AlignmentLab.Environments;
using AlignmentLab.Events;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Dashboard.Labelling;

public sealed class LabelSheetTests
{
    private static readonly QueryState Untouched = new(0, [1], 0, [], []);
    private static readonly QueryState ByBen = new(1, [2], 1, [], []);
    private static readonly QueryState ByBoth = new(2, [3], 2, [Said("ben", 1), Said("ana", 1)], []);
    private static readonly QueryState ByOthers = new(3, [4], 2, [], []);
    private static readonly QueryState Skipped = new(4, [5], 0, [], [new GivenSkip("ana", "cannot tell")]);

    [Fact]
    public void States_OnesOwnAnswerIsMissing_TellNothingOfWhatOthersSaid()
    {
        var sheet = Sheet(Untouched, ByBen, ByOthers, Skipped);

        sheet.States.ShouldAllBe(s => s.Own == null && s.Others.Count == 0 && s.Agreeing == 0);
    }

    [Fact]
    public void States_OneHasAnswered_ShowOthersAndHowManyAgree()
    {
        var state = Sheet(ByBoth).States[0];

        state.Own.ShouldBe([1]);
        state.Others.ShouldHaveSingleItem().Author.ShouldBe("ben");
        state.Agreeing.ShouldBe(1);
        Sheet(new QueryState(0, [1], 2, [Said("ana", 0), Said("ben", 1)], [])).States[0].Agreeing.ShouldBe(0);
    }

    [Fact]
    public void States_AsTheyAreAnswered_StandAndWantWhatIsMissing()
    {
        var sheet = Sheet(Untouched, ByBen, ByBoth, ByOthers, Skipped);

        sheet.States.Select(s => s.Standing).ShouldBe([ItemStanding.Open, ItemStanding.Open, ItemStanding.Answered, ItemStanding.Full, ItemStanding.Skipped]);
        sheet.States.Select(s => s.Missing).ShouldBe([2, 1, 0, 0, 2]);
        sheet.Count(ItemStanding.Open).ShouldBe(2);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 0)]
    [InlineData(4, 0)]
    public void NextOpen_FromAState_GoesOnAndAround(int from, int next) =>
        Sheet(Untouched, ByBen, ByBoth, ByOthers, Skipped).NextOpen(from).ShouldBe(next);

    [Fact]
    public void NextOpen_NothingIsLeft_IsNone()
    {
        Sheet(ByBoth, ByOthers, Skipped).NextOpen(1).ShouldBeNull();
        Sheet().NextOpen(0).ShouldBeNull();
    }

    [Theory]
    [InlineData(-1, 3, 3, 25, 75)]
    [InlineData(-1, 3, -1, 0, 25)]
    [InlineData(2, 4, 3, 0, 50)]
    [InlineData(-4, -2, -3, 50, 50)]
    [InlineData(1, 1, 1, 0, 0)]
    public void Bar_OfAValue_GoesFromZeroWithinTheRange(double low, double high, double value, double start, double width) =>
        new FeatureScale(low, high).Bar(value).ShouldBe((start, width));

    [Theory]
    [InlineData(3, 50, 50)]
    [InlineData(-1.5, 25, 25)]
    [InlineData(0, 50, 0)]
    public void Bar_OnTheScaleOfSomeStates_BeginsAtZeroInTheMiddle(double value, double start, double width) =>
        FeatureScale.Over([-1, double.NaN, 3]).Bar(value).ShouldBe((start, width));

    [Fact]
    public void Bar_OfAValueThatIsNoNumber_IsEmpty()
    {
        FeatureScale.Over([double.NaN, double.PositiveInfinity]).ShouldBe(new FeatureScale(0, 0));
        FeatureScale.Over([0, double.NaN, 2]).Bar(double.NaN).ShouldBe((0, 0));
    }

    [Fact]
    public void Link_OfACall_KeepsItsPathAndEscapesTheRest() =>
        WaitingRuns.Link(new RunId("asked-1"), new CallId("2/a b?/label")).ShouldBe("/inbox/asked-1/2/a%20b%3F/label");

    private static GivenAnswer Said(string author, double action) => new(author, [action], DateTimeOffset.UnixEpoch);

    private static LabelSheet Sheet(params QueryState[] states) => new(
        new ShownQuery(new OpenQuery(new RunId("asked-1"), new CallId("2/label"), DateTimeOffset.UnixEpoch, "CartPole-v1", states.Length, 0), new DiscreteSpace(2), 2, states), "ana");
}
