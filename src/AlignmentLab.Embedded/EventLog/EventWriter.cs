using AlignmentLab.Embedded.Sqlite;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;

namespace AlignmentLab.Embedded.EventLog;

/// <summary>
/// The one writer of this process: a thread that turns the appends that wait into one transaction (group commit), and
/// answers their callers once it is durable. A caller that is alone writes on its own thread instead, which spares the way
/// to the writer and back. Writers of other processes take turns with it by SQLite's write lock.
/// </summary>
internal sealed class EventWriter : IDisposable
{
    /// <summary>Appends of this many events or more are hashed by a second thread while they are being written.</summary>
    private const int LargeBatch = 16;

    private readonly AppendQueue _queue = new();
    private readonly LogFile _file;
    private readonly TimeProvider _time;
    private readonly Action _committed;
    private readonly Thread _thread;
    private readonly List<PendingAppend> _lone = [];
    private readonly List<Outcome> _outcomes = [];
    private Connection? _connection;
    private WriterState? _state;
    private AppendSession? _session;

    /// <param name="committed">Told after every commit, on the thread that wrote.</param>
    public EventWriter(LogFile file, TimeProvider time, Action committed)
    {
        _file = file;
        _time = time;
        _committed = committed;
        _thread = new Thread(Run) { IsBackground = true, Name = "event log writer" };
        _thread.Start();
    }

    public Task<AppendResult> Append(PendingAppend append)
    {
        if (_queue.TryTakeTurn())
        {
            try
            {
                if (TryWriteAlone(append))
                {
                    return append.Result;
                }
            }
            finally
            {
                _queue.EndTurn();
            }
        }

        if (append.Events.Length < LargeBatch)
        {
            append.Hashes.ComputeAhead();
            _queue.Add(append);
        }
        else
        {
            _queue.Add(append);
            append.Hashes.ComputeAhead();
        }

        return append.Result;
    }

    /// <summary>Writes what waits, then ends.</summary>
    public void Dispose()
    {
        _queue.Close();
        _thread.Join();
    }

    private void Run()
    {
        var group = new List<PendingAppend>();
        while (_queue.Take(group))
        {
            try
            {
                group.RemoveAll(append => append.TryCancel());
                Write(group, _file.LockTimeout);
            }
            catch (Exception failure)
            {
                Fail(group, failure);
            }
            finally
            {
                _queue.EndTurn();
            }
        }

        Disconnect();
    }

    /// <summary>
    /// Writes one append on its caller's thread. False, with nothing done, when another process is writing: a caller that
    /// awaits is not to be blocked for that long.
    /// </summary>
    private bool TryWriteAlone(PendingAppend append)
    {
        if (append.Events.Length >= LargeBatch)
        {
            ThreadPool.UnsafeQueueUserWorkItem(append.Hashes, preferLocal: false);
        }

        _lone.Clear();
        _lone.Add(append);
        try
        {
            Write(_lone, TimeSpan.Zero);
        }
        catch (SqliteFailure failure) when (failure.IsBusy)
        {
            return false;
        }
        catch (Exception failure)
        {
            Fail(_lone, failure);
        }

        return true;
    }

    private void Write(List<PendingAppend> group, TimeSpan lockTimeout)
    {
        if (!TryCommit(group, lockTimeout, checkIds: false))
        {
            TryCommit(group, lockTimeout, checkIds: true);
        }

        // Nobody hears of a result, be it a refusal, before the transaction it rests on is durable.
        foreach (var (append, result, refusal) in _outcomes)
        {
            if (refusal is null)
            {
                append.Complete(result);
            }
            else
            {
                append.Fail(refusal);
            }
        }
    }

    private void Fail(List<PendingAppend> group, Exception failure)
    {
        var reason = failure as EnvironmentFailureException
            ?? new EnvironmentFailureException($"Appending to {_file.Path} failed: {failure.Message}", failure);
        foreach (var append in group)
        {
            append.Fail(reason);
        }
    }

    /// <summary>
    /// Writes the group in one transaction. An append that is wrong by itself fails alone. False: an event id turned out
    /// to be in its stream already, nothing was written, and the group is to be written again with ids looked up first.
    /// </summary>
    private bool TryCommit(List<PendingAppend> group, TimeSpan lockTimeout, bool checkIds)
    {
        Connect();
        _outcomes.Clear();
        try
        {
            _connection!.BeginWrite(lockTimeout);
            _state!.Refresh();
            foreach (var append in group)
            {
                try
                {
                    _outcomes.Add(new Outcome(append, _session!.Append(append, checkIds), null));
                }
                catch (Exception wrong) when (wrong is WrongExpectedVersionException or ArgumentException)
                {
                    _outcomes.Add(new Outcome(append, default, wrong));
                }
            }

            _session!.Flush();
            if (_state.WriteHeads())
            {
                _connection.Prepared("COMMIT").Execute();
                _committed();
            }
            else
            {
                _connection.Prepared("ROLLBACK").Execute();
            }

            _state.Trim();
            return true;
        }
        catch (SqliteFailure failure) when (failure.IsConstraint && !checkIds)
        {
            Recover(failure);
            return false;
        }
        catch (Exception failure)
        {
            Recover(failure);
            throw;
        }
    }

    /// <summary>Leaves nothing of a failed transaction: neither in the file nor in memory nor on the connection.</summary>
    private void Recover(Exception failure)
    {
        _outcomes.Clear();
        _state!.Forget();
        _session!.Forget();
        try
        {
            _connection!.RollbackIfOpen();
            if (failure is SqliteFailure { LeavesConnectionSound: true })
            {
                return;
            }
        }
        catch (SqliteFailure)
        {
            // The connection is replaced below, which ends its transaction as well.
        }

        Disconnect();
    }

    private void Connect()
    {
        if (_connection is null)
        {
            _connection = _file.OpenWriter();
            _state = new WriterState(_connection);
            _session = new AppendSession(_connection, _state, _time);
        }
    }

    private void Disconnect()
    {
        _connection?.Dispose();
        (_connection, _state, _session) = (null, null, null);
    }

    /// <summary>What became of one append: its result, or why it was refused.</summary>
    private readonly record struct Outcome(PendingAppend Append, AppendResult Result, Exception? Refusal);
}
