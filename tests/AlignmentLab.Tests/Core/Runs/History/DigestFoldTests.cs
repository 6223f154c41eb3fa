using AlignmentLab.Core.Runs.History;
using AlignmentLab.Events;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Runs.History;

public sealed class DigestFoldTests
{
    [Fact]
    public void End_AnyHistoryWithinTheWindow_IsTheDigestOfTheWholeHistory() => Check.One(
        Config.QuickThrowOnFailure.WithReplay(70, 71).WithMaxTest(300),
        Prop.ForAll(Histories.Of(branches: 4, calls: 60).ToArbitrary(), events => Fold(events).ShouldBe(Whole(events))));

    [Fact]
    public void End_LongHistoryInOrder_IsTheDigestOfTheWholeHistory()
    {
        var events = Enumerable.Range(0, 30_000).Select(i => Histories.Event(i + 1, $"{(i / 2) + 1}/call", i % 2)).ToList();

        Fold(events).ShouldBe(Whole(events));
    }

    [Fact]
    public void End_BranchesFurtherOutOfOrderThanTheWindow_SaysSo()
    {
        var events = Enumerable.Range(0, 30_000).Select(i => Histories.Event(i + 1, $"b{i % 3000}/{(i / 3000) + 1}/call", 0)).ToList();

        Fold(events).ShouldBeNull();
    }

    [Fact]
    public void End_ResultLongAfterItsRequest_SaysSo()
    {
        var events = Enumerable.Range(0, 5000).Select(i => Histories.Event(i + 1, $"{i + 1}/call", 0)).Append(Histories.Event(5001, "1/call", 1)).ToList();

        Fold(events).ShouldBeNull();
    }

    private static Sha256? Fold(IReadOnlyList<RecordedEvent> events)
    {
        using var fold = new DigestFold();
        foreach (var e in events)
        {
            fold.Add(e.Call!.Value, e.ContentHash);
        }

        return fold.End();
    }

    private static Sha256? Whole(IReadOnlyList<RecordedEvent> events)
    {
        var history = new RunHistory();
        foreach (var e in events)
        {
            history.Add(e);
        }

        return history.Digest();
    }
}
