using AlignmentLab.Core.Forks;
using AlignmentLab.Core.Projections;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Projections;

public sealed class EventQueriesTests
{
    [Fact]
    public async Task PageEvents_PageByPage_GivesTheWholeStreamOnce()
    {
        await using var lab = TestLab.Fresh(new EchoModule());
        var result = await lab.RunAsync(EchoModule.Spec, "options.count=7");

        var seen = new List<long>();
        long? next = 0;
        while (next is { } from)
        {
            var page = await lab.Mediator.Send(new PageEvents(result.Run.Stream, from, 4));
            seen.AddRange(page.Events.Select(e => e.Version));
            next = page.Next;
        }

        seen.ShouldBe(Enumerable.Range(0, (int)result.Events).Select(v => (long)v));
    }

    [Fact]
    public async Task PageEvents_Backwards_EndsAtTheFirst()
    {
        await using var lab = TestLab.Fresh(new EchoModule());
        var result = await lab.RunAsync(EchoModule.Spec);

        var page = await lab.Mediator.Send(new PageEvents(result.Run.Stream, long.MaxValue, 500, ReadDirection.Backwards));

        page.Events[0].Type.ShouldBe("run-completed.v1");
        page.Next.ShouldBeNull();
    }

    [Fact]
    public async Task PageEvents_TypeAndCall_FitBoth()
    {
        await using var lab = TestLab.Fresh(new EchoModule());
        var result = await lab.RunAsync(EchoModule.Spec, "options.count=3");

        var page = await lab.Mediator.Send(new PageEvents(result.Run.Stream, 0, 50, Type: "ECHO", Call: "3/"));

        page.Events.Select(e => $"{e.Type} {e.Call}").ShouldBe(["echo-requested.v1 3/echo", "echo-recorded.v1 3/echo"]);
        page.Next.ShouldBeNull();
    }

    [Fact]
    public async Task ShowEvent_RequestAndResult_PointAtEachOther()
    {
        await using var lab = TestLab.Fresh(new EchoModule());
        var result = await lab.RunAsync(EchoModule.Spec);

        var request = await lab.Mediator.Send(new ShowEvent(result.Run.Stream, 1));
        var answer = await lab.Mediator.Send(new ShowEvent(result.Run.Stream, 2));

        request.Consequences.ShouldHaveSingleItem().Version.ShouldBe(2);
        answer.Cause!.Version.ShouldBe(1);
        answer.Previous.ShouldBe(request.Event.ChainHash);
        (answer.ContentHolds, answer.LinkHolds).ShouldBe((true, true));
        await Should.ThrowAsync<InvalidInputException>(() => lab.Mediator.Send(new ShowEvent(result.Run.Stream, result.Events)));
    }

    [Fact]
    public async Task ListCalls_BranchesAndEffects_OneLevelAtATime()
    {
        await using var lab = TestLab.Fresh(new EchoModule());
        var result = await lab.RunAsync(EchoModule.Spec, "options.count=1", "options.branches=2");

        var top = await lab.Mediator.Send(new ListCalls(result.Run));
        var branch = top.Nodes.First(n => n.IsBranch);
        var below = await lab.Mediator.Send(new ListCalls(result.Run, branch.Path));

        top.Nodes.Where(n => !n.IsBranch).Select(n => n.Segment).ShouldContain("1/echo");
        top.Nodes.Sum(n => n.Calls).ShouldBe((await lab.EventsAsync(result.Run)).Where(e => e.Call is not null).Select(e => e.Call).Distinct().Count());
        top.Nodes.ShouldAllBe(n => n.Pending == 0);
        below.Nodes.ShouldNotBeEmpty();
        below.Nodes.ShouldAllBe(n => n.Path.StartsWith(branch.Path + "/"));
    }

    [Fact]
    public async Task ListCalls_Fork_CountsWhatItTookOverAsItsParentDoes()
    {
        await using var lab = TestLab.Fresh(new EchoModule());
        var parent = await lab.RunAsync(EchoModule.Spec, "options.count=3", "options.branches=2");
        var fork = await lab.Mediator.Send(new SubmitFork(parent.Run, parent.Events - 1, []), TestContext.Current.CancellationToken);
        await lab.ExecuteAsync(fork.Run);

        var (one, other) = (await lab.Mediator.Send(new ListCalls(parent.Run)), await lab.Mediator.Send(new ListCalls(fork.Run)));

        other.Nodes.Select(n => (n.Path, n.Calls, n.Pending)).ShouldBe(one.Nodes.Select(n => (n.Path, n.Calls, n.Pending)));
        other.Nodes.ShouldAllBe(n => n.Pending == 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task ListCalls_InParts_AddUpToTheWhole(int count)
    {
        await using var lab = TestLab.Fresh(new EchoModule());
        var result = await lab.RunAsync(EchoModule.Spec, "options.count=3", "options.branches=4");
        var whole = await lab.Mediator.Send(new ListCalls(result.Run));

        var level = await lab.Mediator.Send(new ListCalls(result.Run, Count: count));
        while (level.Next is { } next)
        {
            level = level.With(await lab.Mediator.Send(new ListCalls(result.Run, From: next, Count: count)));
        }

        level.Nodes.ShouldBe(whole.Nodes);
        whole.Next.ShouldBeNull();
    }
}
