using AlignmentLab.Core.Detection;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Detection;

public sealed class RunWatchingTests
{
    // Events beyond the watch's buffer: the first that it cannot take shows what the run gets to see.
    private const int Enough = 10_000;

    [Fact]
    public async Task Take_AfterAnInterruption_IsCancelledAndNoFaultOfTheAlgorithm()
    {
        await using var watching = new RunWatching(
            null!, [], null!, null!, null!, (_, _) => Task.CompletedTask, new CancellationToken(canceled: true));

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            for (var i = 0; i < Enough; i++)
            {
                await watching.TakeAsync(null!, CancellationToken.None);
            }
        });
    }
}
