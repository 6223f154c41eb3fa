namespace AlignmentLab.Embedded.EventLog;

/// <summary>
/// Whose turn it is to write. Appends wait here for the writer, which takes all of them at once: they become one
/// transaction. A caller that has been alone for a while is given the turn itself, and writes without waiting.
/// </summary>
internal sealed class AppendQueue
{
    /// <summary>Events that one transaction takes, so that its size stays bounded; a single append may hold more.</summary>
    private const int GroupLimit = 8192;

    /// <summary>Groups of one append in a row after which its caller counts as alone.</summary>
    private const int LoneGroups = 8;

    /// <summary>
    /// Every so many turns of a lone caller one goes to the writer all the same. Its task is then not complete at once,
    /// which lets further callers on the same thread begin: without it, the first would run to its end before they show.
    /// </summary>
    private const int LoneTurns = 16;

    /// <summary>How long the writer looks out for usual callers of which none appears.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMicroseconds(50);

    /// <summary>How long it looks out for them at most: about what another commit would take.</summary>
    private static readonly TimeSpan PatienceInAll = TimeSpan.FromMicroseconds(300);

    private readonly object _gate = new();
    private readonly Queue<PendingAppend> _waiting = new();
    private volatile int _count;
    private int _lastGroup;
    private int _loneGroups;
    private int _loneTurns;
    private bool _isWriting;
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

    /// <summary>
    /// Gives the turn to a caller that is alone. True: nobody else writes until it calls <see cref="EndTurn"/>. False: its
    /// append is to be added to those that wait.
    /// </summary>
    public bool TryTakeTurn()
    {
        lock (_gate)
        {
            if (_closed || _isWriting || _waiting.Count > 0 || _loneGroups < LoneGroups || ++_loneTurns % LoneTurns == 0)
            {
                return false;
            }

            return _isWriting = true;
        }
    }

    /// <summary>Gives the turn, and with it what waits, to the writer once something does; false when the queue is closed and empty.</summary>
    public bool Take(List<PendingAppend> group)
    {
        group.Clear();

        // Those whose appends were just written are usually about to append again. Leaving a moment later, with them and
        // with those that came meanwhile, makes one commit serve all.
        Gather(_lastGroup + _count);
        lock (_gate)
        {
            while (_isWriting || _waiting.Count == 0)
            {
                if (_closed && !_isWriting)
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
            _loneGroups = group.Count == 1 ? _loneGroups + 1 : 0;
            return _isWriting = true;
        }
    }

    /// <summary>Ends the turn that <see cref="TryTakeTurn"/> or <see cref="Take"/> gave.</summary>
    public void EndTurn()
    {
        lock (_gate)
        {
            _isWriting = false;
            if (_waiting.Count > 0 || _closed)
            {
                Monitor.Pulse(_gate);
            }
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

    /// <summary>Lets other threads run until that many appends wait, or no more come.</summary>
    private void Gather(int expected)
    {
        var clock = TimeProvider.System;
        var (started, seen) = (clock.GetTimestamp(), _count);
        for (var (lastCame, now) = (started, started); seen < expected; now = clock.GetTimestamp())
        {
            if (_count != seen)
            {
                (seen, lastCame) = (_count, now);
            }

            if (clock.GetElapsedTime(lastCame, now) > Patience || clock.GetElapsedTime(started, now) > PatienceInAll)
            {
                return;
            }

            Thread.Yield();
        }
    }
}
