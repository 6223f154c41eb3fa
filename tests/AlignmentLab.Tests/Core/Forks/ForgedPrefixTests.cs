using System.Text;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Forks;
using AlignmentLab.Core.Replay;
using AlignmentLab.Events;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Forks;

/// <summary>Forks whose own chain holds, and whose past is not the parent's.</summary>
public sealed class ForgedPrefixTests : IAsyncDisposable
{
    private readonly TestLab _lab = TestLab.Fresh(new EchoModule());

    [Theory]
    [InlineData(ReplayLevel.Log)]
    [InlineData(ReplayLevel.Effects)]
    public async Task Replay_CopyAltered_DivergesThereWithTheField(ReplayLevel level)
    {
        var forged = await ForgeAsync(events => events[2] = With(events[2], "hello 0", "HELLO 0"));

        var report = await ReplayAsync(forged, level);

        report.Divergence!.Version.ShouldBe(2);
        report.Divergence.Fields.Select(f => $"{f.Path}: {f.Left} -> {f.Right}").ShouldBe(["result.text: hello 0 -> HELLO 0", "hidden.secret: hello 0 -> HELLO 0"]);
    }

    [Fact]
    public async Task Replay_ResultLeftOut_Diverges() =>
        (await ReplayAsync(await ForgeAsync(events => events.RemoveAt(2)))).Divergence.ShouldNotBeNull();

    [Fact]
    public async Task Replay_CallLeftOutAndCountedLess_Diverges()
    {
        var forged = await ForgeAsync(events =>
        {
            events.RemoveRange(4, 3);
            events[0] = With(events[0], "\"events\":6", "\"events\":3");
        });

        (await ReplayAsync(forged)).Divergence!.Actual.ShouldBe("nothing: the fork left it out");
    }

    [Fact]
    public async Task Replay_EventThatTheParentNeverHad_Diverges()
    {
        var forged = await ForgeAsync(events => events.Insert(4, events[3] with { Call = new CallId("9/measure"), Causation = null }));

        (await ReplayAsync(forged)).Divergence!.ShouldSatisfyAllConditions(d => d.Version.ShouldBe(4), d => d.Actual.ShouldContain("9/measure"));
    }

    [Fact]
    public async Task Replay_ParentWithAnotherRoot_Diverges() =>
        (await ReplayAsync(await ForgeAsync(events => events[0] = With(events[0], "\"version\":6", "\"version\":5")))).Divergence!.Version.ShouldBe(0);

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    // The fork of an honest parent, whose events are altered and chained anew into the stream of another run.
    private async Task<RunId> ForgeAsync(Action<List<RecordedEvent>> alter)
    {
        var parent = await _lab.RunAsync(EchoModule.Spec);
        var fork = await _lab.Mediator.Send(new SubmitFork(parent.Run, 6, ["seed=7"]));
        await _lab.ExecuteAsync(fork.Run);
        var events = await _lab.EventsAsync(fork.Run);
        alter(events);
        var forged = new RunId("forged");
        await _lab.CopyAsync(events, forged);
        return forged;
    }

    private Task<ReplayReport> ReplayAsync(RunId forged, ReplayLevel level = ReplayLevel.Log) => _lab.Mediator.Send(new ReplayRun(forged, level));

    private static RecordedEvent With(RecordedEvent e, string before, string after)
    {
        var text = Encoding.UTF8.GetString(e.Data.Span);
        text.ShouldContain(before);
        return e with { Data = Encoding.UTF8.GetBytes(text.Replace(before, after, StringComparison.Ordinal)) };
    }
}
