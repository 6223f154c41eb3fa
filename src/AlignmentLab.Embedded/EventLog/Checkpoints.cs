using AlignmentLab.Embedded.Sqlite;

namespace AlignmentLab.Embedded.EventLog;

/// <summary>
/// Folds the write-ahead file into the log beside the writer. SQLite would do it inside a commit, whose callers then wait
/// for two more flushes of the disk. Used by the writer's thread alone.
/// </summary>
internal sealed class Checkpoints(LogFile file) : IDisposable
{
    /// <summary>Pages in the write-ahead file from which it is folded in.</summary>
    private const int Start = 1000;

    /// <summary>
    /// Pages from which the writer does it itself, between two transactions: a writer that never pauses would otherwise
    /// always be ahead, and the file, which starts over only when all of it has been folded in, would never end.
    /// </summary>
    private const int Limit = 8 * Start;

    private Task _running = Task.CompletedTask;
    private Connection? _connection;

    /// <summary>To be told after a commit.</summary>
    /// <param name="writer">The connection that committed, with no transaction open.</param>
    public void Committed(Connection writer)
    {
        if (writer.WalPages >= Limit)
        {
            _running.Wait();
            Fold(() => writer);
        }
        else if (writer.WalPages >= Start && _running.IsCompleted)
        {
            _running = Task.Run(() => Fold(() => _connection ??= file.OpenWriter()));
        }
    }

    public void Dispose()
    {
        _running.Wait();
        _connection?.Dispose();
        _connection = null;
    }

    private static void Fold(Func<Connection> connection)
    {
        try
        {
            connection().Scalar("PRAGMA wal_checkpoint(PASSIVE)");
        }
        catch (SqliteFailure)
        {
            // Nothing is lost: what was acknowledged is in the write-ahead file, and the next commit tries again. If the
            // disk is full, an append is what can tell somebody.
        }
    }
}
