using AlignmentLab.Algorithms;
using AlignmentLab.Compliance;
using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Embedded.Jobs;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Serialization;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Embedded.Jobs;

public sealed class InProcessJobQueueCompliance : JobQueueCompliance
{
    protected override IJobQueue Open(IJobExecutor executor, JobQueueOptions options, TimeProvider time) =>
        new InProcessJobQueue(executor, new InMemoryEventStore(time), options, time);
}

public sealed class InProcessJobQueueTests
{
    private static readonly Job Echo = new(new JobId(new RunId("test"), new CallId("1/echo")), "cpu", "echo", "test", 1, 2, TimeSpan.FromMinutes(1));

    [Fact]
    public async Task Execute_FailsOnce_RecordsBothAttemptsOnTheOperationsStream()
    {
        var store = new InMemoryEventStore(TimeProvider.System);
        var executor = new ScriptedExecutor(a => a.Number == 1 ? throw new InvalidOperationException("once") : Task.CompletedTask);
        await using var queue = new InProcessJobQueue(executor, store, new JobQueueOptions { FirstPause = TimeSpan.Zero }, TimeProvider.System);

        await RunAsync(queue);

        var attempts = new List<JobAttempted>();
        await foreach (var e in store.ReadStreamAsync(Echo.Id.Run.OperationsStream, ReadDirection.Forwards, 0))
        {
            attempts.Add(EventJson.Deserialize<JobAttempted>(e.Data.Span));
        }

        attempts.Select(a => (a.Attempt, a.Error)).ShouldBe([(1, "InvalidOperationException: once"), (2, null)]);
    }

    [Fact]
    public async Task Dispose_WithRunningAndWaitingJobs_StopsBoth()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var executor = new ScriptedExecutor(async a =>
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, a.Stopping);
        });
        var slots = new Dictionary<string, int>(StringComparer.Ordinal) { ["cpu"] = 1 };
        var queue = new InProcessJobQueue(executor, new InMemoryEventStore(TimeProvider.System), new JobQueueOptions { Slots = slots }, TimeProvider.System);
        var waiting = Echo with { Id = Echo.Id with { Call = new CallId("2/echo") } };
        var ends = new[] { queue.WaitAsync(Echo.Id), queue.WaitAsync(waiting.Id) };
        await queue.EnqueueAsync(Echo);
        await begun.Task;
        await queue.EnqueueAsync(waiting);

        await queue.DisposeAsync();

        (await Task.WhenAll(ends)).ShouldAllBe(o => o == JobOutcome.Cancelled);
        executor.Attempts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Execute_AttemptCannotBeRecordedEither_FailureIsTheSurroundings()
    {
        var executor = new ScriptedExecutor(_ => throw new EnvironmentFailureException("disk full"));
        await using var queue = new InProcessJobQueue(executor, new FullStore(), new JobQueueOptions { FirstPause = TimeSpan.Zero }, TimeProvider.System);

        (await Should.ThrowAsync<EnvironmentFailureException>(() => RunAsync(queue))).Message.ShouldBe("disk full");
    }

    private static async Task<JobOutcome> RunAsync(InProcessJobQueue queue)
    {
        var end = queue.WaitAsync(Echo.Id);
        await queue.EnqueueAsync(Echo);
        return await end;
    }

    private sealed class FullStore : IEventWriter
    {
        public ValueTask<AppendResult> AppendAsync(StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default) =>
            throw new EnvironmentFailureException("nothing can be written");
    }
}
