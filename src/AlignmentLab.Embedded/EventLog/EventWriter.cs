using AlignmentLab.Embedded.Sqlite;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;

namespace AlignmentLab.Embedded.EventLog;

/// <summary>
/// The one writer of this process: a thread that turns the appends that wait into one transaction (group commit), and
/// answers their callers once it is durable. Writers of other processes take turns with it by SQLite's write lock.
/// </summary>
internal sealed class EventWriter : IDisposable
{
    /// <summary>Appends of this many events or more are hashed while they are being written, smaller ones before.</summary>
    private const int LargeBatch = 16;

    private readonly AppendQueue _queue = new();
    private readonly LogFile _file;
    private readonly TimeProvider _time;
    private readonly Action _committed;
    private readonly Thread _thread;
    private readonly List<Outcome> _outcomes = [];
    private Connection? _connection;
    private WriterState? _state;
    private AppendSession? _session;

    /// <param name="committed">Told after every commit, on the writer's thread.</param>
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
            group.RemoveAll(append => append.TryCancel());
            Write(group);
        }

        Disconnect();
    }

    private void Write(List<PendingAppend> group)
    {
        try
        {
            if (!TryCommit(group, checkIds: false))
            {
                TryCommit(group, checkIds: true);
            }
        }
        catch (Exception failure)
        {
            var reason = failure as EnvironmentFailureException
                ?? new EnvironmentFailureException($"Appending to {_file.Path} failed: {failure.Message}", failure);
            foreach (var append in group)
            {
                append.Fail(reason);
            }

            return;
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

    /// <summary>
    /// Writes the group in one transaction. An append that is wrong by itself fails alone. False: an event id turned out
    /// to be in its stream already, nothing was written, and the group is to be written again with ids looked up first.
    /// </summary>
    private bool TryCommit(List<PendingAppend> group, bool checkIds)
    {
        Connect();
        _outcomes.Clear();
        try
        {
            _connection!.BeginWrite(_file.LockTimeout);
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
