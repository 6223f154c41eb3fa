using System.Runtime.CompilerServices;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Find;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using AlignmentLab.Host.Composition;

namespace AlignmentLab.Host.Runs;

/// <summary>A run's events as they come, until the run ends or no process works on it any more.</summary>
internal sealed class RunFollowing(Lab lab, RunId run, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>How long a run that nobody has begun may wait for its process.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>A process was asked to go on with it, and may not have begun yet: until it has, the run stands as it stood before.</summary>
    public bool IsLaunched { get; init; }

    public async IAsyncEnumerable<RecordedEvent> FromAsync(long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var quiet = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = WatchAsync(quiet);
        var next = from;
        try
        {
            await using var events = lab.Subscriber.SubscribeStreamAsync(run.Stream, from - 1, quiet.Token).GetAsyncEnumerator(quiet.Token);
            while (await MoveAsync(events, cancellationToken))
            {
                next = events.Current.Version + 1;
                yield return events.Current;
            }
        }
        finally
        {
            await quiet.CancelAsync();
            await watching;
        }

        // What came between the last event that the subscription gave and the end of the watch.
        await foreach (var e in lab.Reader.ReadStreamAsync(run.Stream, ReadDirection.Forwards, next, cancellationToken: cancellationToken))
        {
            yield return e;
        }
    }

    public async Task<RunStatus> StatusAsync(CancellationToken cancellationToken) =>
        (await lab.Mediator.Send(new FindRuns(run.Value), cancellationToken))[0].Summary.Status;

    // The run's own events do not tell that its process has died, nor that it had ended before the version to begin with.
    private async Task WatchAsync(CancellationTokenSource quiet)
    {
        try
        {
            var started = time.GetTimestamp();
            using var timer = new PeriodicTimer(Pause, time);
            while (await StatusAsync(quiet.Token) is var status
                && (status == RunStatus.Running || (IsYetToBegin(status) && time.GetElapsedTime(started) < Patience)))
            {
                await timer.WaitForNextTickAsync(quiet.Token);
            }
        }
        catch (OperationCanceledException) when (quiet.IsCancellationRequested)
        {
        }
        finally
        {
            await quiet.CancelAsync();
        }
    }

    private bool IsYetToBegin(RunStatus status) => status == RunStatus.Submitted || (IsLaunched && status is RunStatus.Interrupted or RunStatus.Paused);

    private static async Task<bool> MoveAsync(IAsyncEnumerator<RecordedEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
