using AlignmentLab.Algorithms;
using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Runs;

public sealed class RunStreamTests
{
    private static readonly RunId Run = new("echo-abc234-1");
    private readonly InMemoryEventStore _store = new(TimeProvider.System);

    [Fact]
    public async Task Append_AfterTheEnding_IsDropped()
    {
        await using var stream = new RunStream(Run, _store);
        await stream.AppendAsync(RunStream.Request(Run, new("1/echo"), "echo-requested.v1", "{}"u8.ToArray()));
        await stream.AppendAsync(RunStream.Lifecycle(Run, RunStream.EndingSlot, new RunCancelled("enough")));

        await stream.AppendAsync(RunStream.Result(Run, new("1/echo"), "echo-recorded.v1", "{}"u8.ToArray(), "plugin"));

        (await TypesAsync()).ShouldBe(["echo-requested.v1", "run-cancelled.v1"]);
    }

    [Fact]
    public async Task Append_WhereAnotherProcessHasEndedTheRun_IsDropped()
    {
        await using var here = new RunStream(Run, _store);
        await using var there = new RunStream(Run, _store);
        await here.AppendAsync(RunStream.Request(Run, new("1/echo"), "echo-requested.v1", "{}"u8.ToArray()));
        await there.AppendAsync(RunStream.Lifecycle(Run, RunStream.EndingSlot, new RunCancelled("enough")));

        await here.AppendAsync(RunStream.Result(Run, new("1/echo"), "echo-recorded.v1", "{}"u8.ToArray(), "plugin"));

        (await TypesAsync()).ShouldBe(["echo-requested.v1", "run-cancelled.v1"]);
    }

    [Fact]
    public async Task Append_EndingAndResultTogether_KeepsOnlyTheEnding()
    {
        await using var stream = new RunStream(Run, _store);

        await stream.AppendAsync(
            RunStream.Lifecycle(Run, RunStream.EndingSlot, new RunCancelled("enough")),
            RunStream.Result(Run, new("1/echo"), "echo-recorded.v1", "{}"u8.ToArray(), "plugin"));

        (await TypesAsync()).ShouldBe(["run-cancelled.v1"]);
    }

    private async Task<List<string>> TypesAsync() => await _store.ReadStreamAsync(Run.Stream, ReadDirection.Forwards, 0).Select(e => e.Type).ToListAsync();
}
