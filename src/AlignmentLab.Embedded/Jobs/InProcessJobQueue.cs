using System.Threading.Channels;
using AlignmentLab.Engines;
using AlignmentLab.Errors;

namespace AlignmentLab.Embedded.Jobs;

/// <summary>
/// A job queue in this process. It keeps no file of its own: a job is a request event without a result, so after a crash the
/// run's history says which jobs are still to be done and the run enqueues them again. Every attempt is recorded on the run's
/// operations stream.
/// </summary>
public sealed class InProcessJobQueue : IJobQueue, IAsyncDisposable
{
    private readonly JobAttempts _attempts;
    private readonly Dictionary<string, Channel<JobTicket>> _queues;
    private readonly Dictionary<JobId, JobTicket> _tickets = [];
    private readonly List<Task> _workers = [];
    private readonly Lock _gate = new();
    private bool _disposed;

    public InProcessJobQueue(IJobExecutor executor, IEventWriter store, JobQueueOptions options, TimeProvider time)
    {
        _attempts = new JobAttempts(executor, store, options, time);
        _queues = options.Slots.ToDictionary(s => s.Key, _ => Channel.CreateUnbounded<JobTicket>(), StringComparer.Ordinal);
        foreach (var (queue, slots) in options.Slots)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(slots, 1, nameof(options));
            _workers.AddRange(Enumerable.Range(0, slots).Select(_ => Task.Run(() => WorkAsync(_queues[queue].Reader))));
        }
    }

    public ValueTask EnqueueAsync(Job job, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_queues.TryGetValue(job.Queue, out var queue))
        {
            throw new InvalidInputException($"There is no queue '{job.Queue}' for {job.Id}. There are: {string.Join(", ", _queues.Keys)}.");
        }

        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var ticket = TicketOf(job.Id);
            if (ticket.Job is null)
            {
                ticket.Enqueue(job);
                queue.Writer.TryWrite(ticket);
            }
        }

        return ValueTask.CompletedTask;
    }

    public Task<JobOutcome> WaitAsync(JobId job, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return TicketOf(job).End.WaitAsync(cancellationToken);
        }
    }

    public async ValueTask<bool> CancelAsync(JobId job, CancellationToken cancellationToken = default)
    {
        JobTicket? ticket;
        lock (_gate)
        {
            if (!_tickets.TryGetValue(job, out ticket) || ticket.Job is null)
            {
                return false;
            }

            // A running one ends once its work is put down; whoever enqueues the job again meanwhile means a new one.
            _tickets.Remove(job);
            if (!ticket.IsRunning)
            {
                ticket.EndWith(JobOutcome.Cancelled);
            }
        }

        await ticket.StopAsync();
        return true;
    }

    /// <summary>Stops every job and returns once the workers have put their work down.</summary>
    public async ValueTask DisposeAsync()
    {
        List<JobTicket> tickets;
        lock (_gate)
        {
            _disposed = true;
            tickets = [.. _tickets.Values];
            foreach (var ticket in tickets.Where(t => !t.IsRunning))
            {
                ticket.EndWith(JobOutcome.Cancelled);
            }
        }

        foreach (var queue in _queues.Values)
        {
            queue.Writer.TryComplete();
        }

        await Task.WhenAll(tickets.Select(t => t.StopAsync()));
        await Task.WhenAll(_workers);
    }

    private async Task WorkAsync(ChannelReader<JobTicket> queue)
    {
        await foreach (var ticket in queue.ReadAllAsync())
        {
            lock (_gate)
            {
                if (!ticket.TryStart())
                {
                    continue;
                }
            }

            try
            {
                var outcome = await _attempts.CarryOutAsync(ticket.Job!, ticket.Stopping);
                Leave(ticket);
                ticket.EndWith(outcome);
            }
            catch (Exception error)
            {
                Leave(ticket);
                ticket.EndWith(error);
            }
        }
    }

    // Before the end is told: whoever enqueues the job again from then on gets a ticket of its own.
    private void Leave(JobTicket ticket)
    {
        lock (_gate)
        {
            if (_tickets.GetValueOrDefault(ticket.Job!.Id) == ticket)
            {
                _tickets.Remove(ticket.Job.Id);
            }
        }
    }

    private JobTicket TicketOf(JobId job)
    {
        if (!_tickets.TryGetValue(job, out var ticket))
        {
            _tickets.Add(job, ticket = new JobTicket());
        }

        return ticket;
    }
}
