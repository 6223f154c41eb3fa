namespace AlignmentLab.Embedded.EventLog;

/// <summary>Appends that wait for the writer, which takes all of them at once: they become one transaction.</summary>
internal sealed class AppendQueue
{
    /// <summary>Events that one transaction takes, so that its size stays bounded; a single append may hold more.</summary>
    private const int GroupLimit = 8192;

    /// <summary>Turns for which the writer lets other threads run before it goes to sleep or leaves without a usual caller.</summary>
    private const int Patience = 40;

    private readonly object _gate = new();
    private readonly Queue<PendingAppend> _waiting = new();
    private volatile int _count;
    private int _lastGroup;
    private bool _closed;

    /// <exception cref="ObjectDisposedException">The store was closed.</exception>
    public void Add(PendingAppend append)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(SqliteEventStore));
            _waiting.Enqueue(append);
            _count++;
            if (_count == 1)
            {
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>Fills the group with what waits, once something does; false when the queue is closed and empty.</summary>
    public bool Take(List<PendingAppend> group)
    {
        group.Clear();

        // The callers of the last group are usually about to append again. Leaving a moment later with all of them, in
        // place of at once with the first, makes one commit serve the whole group.
        for (var turn = 0; turn < Patience && _count < _lastGroup; turn++)
        {
            Thread.Yield();
        }

        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                if (_closed)
                {
                    return false;
                }

                Monitor.Wait(_gate);
            }

            var events = 0;
            while (_waiting.TryPeek(out var next) && (group.Count == 0 || events + next.Events.Length <= GroupLimit))
            {
                group.Add(_waiting.Dequeue());
                events += next.Events.Length;
            }

            _count = _waiting.Count;
            _lastGroup = group.Count;
            return true;
        }
    }

    /// <summary>Takes no more appends. Those that wait are still taken.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }
}
