using AlignmentLab.Core.Replay;
using AlignmentLab.Core.Runs;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Inbox;

/// <summary>A process that dies at any append while people answer, whichever of the two writes it.</summary>
public sealed class WaitingCrashTests
{
    [Theory]
    [InlineData(WaitingSpecs.Comparison, "compare")]
    [InlineData(WaitingSpecs.Decomposition, "ask")]
    [InlineData(WaitingSpecs.Debate, "ask")]
    public async Task Resume_AfterACrashAtEachAppend_EndsWithTheUndisturbedDigestAndNoResultTwice(string spec, string effect)
    {
        var undisturbed = new People(WaitingSpecs.Plugins);
        var expected = (await undisturbed.ExecuteAsync(undisturbed.Lab, await undisturbed.Lab.SubmitAsync(spec), "ana"))!;
        expected.Status.ShouldBe(RunStatus.Completed);
        var crashes = 0;

        for (var allowed = 1; ; allowed++)
        {
            var people = new People(WaitingSpecs.Plugins);
            var run = await people.Lab.SubmitAsync(spec);
            await using (var first = people.Dying(allowed))
            {
                if (await people.ExecuteAsync(first, run, "ana") is not null)
                {
                    break;
                }

                crashes++;
            }

            await using var second = people.Lab;
            var result = (await people.ExecuteAsync(second, run, "ana"))!;

            result.Status.ShouldBe(RunStatus.Completed, $"crash after {allowed} appends");
            result.Digest.ShouldBe(expected.Digest, $"crash after {allowed} appends");
            (await second.EventsAsync(run)).Where(e => e.Call is not null).GroupBy(e => (e.Type, e.Call)).ShouldAllBe(g => g.Count() == 1);
            var replay = await second.Mediator.Send(new ReplayRun(run, ReplayLevel.Effects), TestContext.Current.CancellationToken);
            replay.Divergence.ShouldBeNull();
            replay.Outside.ShouldBe([effect]);
        }

        crashes.ShouldBeGreaterThan(5);
    }
}
