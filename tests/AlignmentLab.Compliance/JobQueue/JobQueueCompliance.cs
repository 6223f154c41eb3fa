using AlignmentLab.Algorithms;
using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using Shouldly;
using Xunit;

namespace AlignmentLab.Compliance;

/// <summary>What every job queue keeps to. Enrol by a subclass that opens one.</summary>
public abstract class JobQueueCompliance
{
    /// <summary>A queue that never does what a test waits for fails after so many milliseconds.</summary>
    private const int Stuck = 30_000;

    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    private readonly ManualTime _time = new();

    /// <summary>A queue that calls the executor and takes its time from <paramref name="time"/>. Disposed when it can be.</summary>
    protected abstract IJobQueue Open(IJobExecutor executor, JobQueueOptions options, TimeProvider time);

    [Fact(Timeout = Stuck)]
    public async Task Enqueue_Job_IsExecutedOnce()
    {
        var executor = new ScriptedExecutor(_ => Task.CompletedTask);
        await using var opened = OpenQueue(executor, out var queue);

        (await RunAsync(queue, Job("1/echo"))).ShouldBe(JobOutcome.Succeeded);

        executor.Attempts.ShouldHaveSingleItem().Number.ShouldBe(1);
    }

    [Fact(Timeout = Stuck)]
    public async Task Enqueue_TwiceWhileItRuns_IsExecutedOnce()
    {
        var (begun, go) = (Signal(), Signal());
        var executor = new ScriptedExecutor(_ =>
        {
            begun.TrySetResult();
            return go.Task;
        });
        await using var opened = OpenQueue(executor, out var queue);
        var end = RunAsync(queue, Job("1/echo"));
        await begun.Task;

        var second = RunAsync(queue, Job("1/echo"));
        go.SetResult();

        (await end).ShouldBe(JobOutcome.Succeeded);
        (await second).ShouldBe(JobOutcome.Succeeded);
        executor.Attempts.Count.ShouldBe(1);
    }

    [Fact(Timeout = Stuck)]
    public async Task Enqueue_AgainAfterItsEnd_IsExecutedAgain()
    {
        var executor = new ScriptedExecutor(_ => Task.CompletedTask);
        await using var opened = OpenQueue(executor, out var queue);
        await RunAsync(queue, Job("1/echo"));

        (await RunAsync(queue, Job("1/echo"))).ShouldBe(JobOutcome.Succeeded);

        executor.Attempts.Count.ShouldBe(2);
    }

    [Fact(Timeout = Stuck)]
    public async Task Enqueue_UnknownQueue_SaysWhichThereAre()
    {
        await using var opened = OpenQueue(new ScriptedExecutor(_ => Task.CompletedTask), out var queue);

        var error = await Should.ThrowAsync<InvalidInputException>(async () => await queue.EnqueueAsync(Job("1/echo", "tpu")));

        error.Message.ShouldContain("'tpu'");
        error.Message.ShouldContain("cpu");
    }

    [Fact(Timeout = Stuck)]
    public async Task Execute_FailsTwice_IsTriedAgainAfterPausesThatDouble()
    {
        var executor = new ScriptedExecutor(a => a.Number < 3 ? throw new InvalidOperationException("not yet") : Task.CompletedTask);
        await using var opened = OpenQueue(executor, out var queue);

        var end = RunAsync(queue, Job("1/echo"));
        await _time.WaitingAsync(FirstPause);
        _time.Advance(FirstPause);
        await _time.WaitingAsync(2 * FirstPause);
        executor.Attempts.Count.ShouldBe(2);
        _time.Advance(2 * FirstPause);

        (await end).ShouldBe(JobOutcome.Succeeded);
        executor.Attempts.Select(a => a.Number).ShouldBe([1, 2, 3]);
        executor.Failures.ShouldBeEmpty();
    }

    [Fact(Timeout = Stuck)]
    public async Task Execute_FailsAtEveryAttempt_RecordsTheLastError()
    {
        var executor = new ScriptedExecutor(a => throw new InvalidOperationException($"attempt {a.Number}"));
        await using var opened = OpenQueue(executor, out var queue);

        var end = RunAsync(queue, Job("1/echo") with { MaxAttempts = 2 });
        await _time.WaitingAsync(FirstPause);
        _time.Advance(FirstPause);

        (await end).ShouldBe(JobOutcome.Failed);
        var (job, attempts, error) = executor.Failures.ShouldHaveSingleItem();
        (job.Id.Call.Value, attempts, error.Message).ShouldBe(("1/echo", 2, "attempt 2"));
    }

    [Fact(Timeout = Stuck)]
    public async Task Execute_SurroundingsFailAtEveryAttempt_ReachesTheWaiterAndRecordsNothing()
    {
        var executor = new ScriptedExecutor(_ => throw new EnvironmentFailureException("the disk is full"));
        await using var opened = OpenQueue(executor, out var queue);

        var end = RunAsync(queue, Job("1/echo") with { MaxAttempts = 1 });

        (await Should.ThrowAsync<EnvironmentFailureException>(() => end)).Message.ShouldBe("the disk is full");
        executor.Failures.ShouldBeEmpty();
    }

    [Fact(Timeout = Stuck)]
    public async Task Execute_ShowsNoSignOfLife_IsGivenUp()
    {
        var begun = Signal();
        var executor = new ScriptedExecutor(_ =>
        {
            begun.TrySetResult();
            return new TaskCompletionSource().Task;
        });
        await using var opened = OpenQueue(executor, out var queue);

        var end = RunAsync(queue, Job("1/echo") with { MaxAttempts = 1 });
        await begun.Task;
        await _time.WaitingAsync(Silence);
        _time.Advance(Silence);

        (await end).ShouldBe(JobOutcome.Failed);
        executor.Attempts.ShouldHaveSingleItem().Stopping.IsCancellationRequested.ShouldBeTrue();
        executor.Failures.ShouldHaveSingleItem().Error.ShouldBeOfType<TimeoutException>();
    }

    [Fact(Timeout = Stuck)]
    public async Task Execute_ShowsSignsOfLife_MayTakeLongerThanTheSilence()
    {
        var (begun, go) = (Signal(), Signal());
        var executor = new ScriptedExecutor(_ =>
        {
            begun.TrySetResult();
            return go.Task;
        });
        await using var opened = OpenQueue(executor, out var queue);

        var end = RunAsync(queue, Job("1/echo") with { MaxAttempts = 1 });
        await begun.Task;
        await _time.WaitingAsync(Silence);
        _time.Advance(Silence / 2);
        executor.Attempts.ShouldHaveSingleItem().Heartbeat.Report(0.5);
        _time.Advance(Silence / 2);
        await _time.WaitingAsync(Silence / 2);
        end.IsCompleted.ShouldBeFalse();
        go.SetResult();

        (await end).ShouldBe(JobOutcome.Succeeded);
    }

    [Fact(Timeout = Stuck)]
    public async Task Cancel_RunningJob_StopsIt()
    {
        var begun = Signal();
        var executor = new ScriptedExecutor(async a =>
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, a.Stopping);
        });
        await using var opened = OpenQueue(executor, out var queue);
        var end = RunAsync(queue, Job("1/echo"));
        await begun.Task;

        (await queue.CancelAsync(Job("1/echo").Id)).ShouldBeTrue();

        (await end).ShouldBe(JobOutcome.Cancelled);
        executor.Failures.ShouldBeEmpty();
    }

    [Fact(Timeout = Stuck)]
    public async Task Enqueue_JobThatIsBeingStopped_IsExecutedAgain()
    {
        var (begun, laidDown) = (Signal(), Signal());
        var attempts = 0;
        var executor = new ScriptedExecutor(async a =>
        {
            if (Interlocked.Increment(ref attempts) == 1)
            {
                begun.TrySetResult();
                await Task.Delay(Timeout.Infinite, a.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await laidDown.Task;
                a.Stopping.ThrowIfCancellationRequested();
            }
        });
        await using var opened = OpenQueue(executor, out var queue);
        var first = RunAsync(queue, Job("1/echo"));
        await begun.Task;
        await queue.CancelAsync(Job("1/echo").Id);

        var again = RunAsync(queue, Job("1/echo"));
        laidDown.SetResult();

        (await first).ShouldBe(JobOutcome.Cancelled);
        (await again).ShouldBe(JobOutcome.Succeeded);
    }

    [Fact(Timeout = Stuck)]
    public async Task Cancel_WaitingJob_IsNeverExecuted()
    {
        var (begun, go) = (Signal(), Signal());
        var executor = new ScriptedExecutor(_ =>
        {
            begun.TrySetResult();
            return go.Task;
        });
        await using var opened = OpenQueue(executor, out var queue);
        var first = RunAsync(queue, Job("1/echo", "gpu"));
        await begun.Task;
        var waiting = RunAsync(queue, Job("2/echo", "gpu"));

        (await queue.CancelAsync(Job("2/echo").Id)).ShouldBeTrue();
        (await waiting).ShouldBe(JobOutcome.Cancelled);
        go.SetResult();

        await first;
        (await RunAsync(queue, Job("3/echo", "gpu"))).ShouldBe(JobOutcome.Succeeded);
        executor.Attempts.Select(a => a.Job.Id.Call.Value).ShouldBe(["1/echo", "3/echo"]);
    }

    [Fact(Timeout = Stuck)]
    public async Task Cancel_UnknownJob_SaysThatThereIsNone()
    {
        await using var opened = OpenQueue(new ScriptedExecutor(_ => Task.CompletedTask), out var queue);

        (await queue.CancelAsync(Job("9/echo").Id)).ShouldBeFalse();
    }

    [Fact(Timeout = Stuck)]
    public async Task Enqueue_MoreJobsThanSlots_RunsNoMoreAtOnce()
    {
        const int Slots = 2;
        const int Jobs = 12;
        var (running, most) = (0, 0);
        var full = Signal();
        var gate = new SemaphoreSlim(0);
        var executor = new ScriptedExecutor(async _ =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            if (now == Slots)
            {
                full.TrySetResult();
            }

            await gate.WaitAsync();
            Interlocked.Decrement(ref running);
        });
        await using var opened = OpenQueue(executor, out var queue);

        var ends = Enumerable.Range(1, Jobs).Select(i => RunAsync(queue, Job($"{i}/echo"))).ToList();
        await full.Task;
        gate.Release(Jobs);

        (await Task.WhenAll(ends)).ShouldAllBe(o => o == JobOutcome.Succeeded);
        most.ShouldBe(Slots);
    }

    private static Job Job(string call, string queue = "cpu") =>
        new(new JobId(new RunId("test"), new CallId(call)), queue, "echo", "test", 1, 3, Silence);

    private static async Task<JobOutcome> RunAsync(IJobQueue queue, Job job)
    {
        var end = queue.WaitAsync(job.Id);
        await queue.EnqueueAsync(job);
        return await end;
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); seen < value;)
        {
            var before = Interlocked.CompareExchange(ref most, value, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }

    private Opened OpenQueue(IJobExecutor executor, out IJobQueue queue)
    {
        var options = new JobQueueOptions
        {
            FirstPause = FirstPause,
            Slots = new Dictionary<string, int>(StringComparer.Ordinal) { ["cpu"] = 2, ["gpu"] = 1 },
        };
        return new Opened(queue = Open(executor, options, _time));
    }

    private sealed class Opened(IJobQueue queue) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            if (queue is IAsyncDisposable disposable)
            {
                await disposable.DisposeAsync();
            }
        }
    }
}
