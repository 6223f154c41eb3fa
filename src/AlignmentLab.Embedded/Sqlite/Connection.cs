using System.Diagnostics.CodeAnalysis;
using SQLitePCL;

namespace AlignmentLab.Embedded.Sqlite;

/// <summary>
/// One SQLite connection with its prepared statements. It has no lock of its own: whoever holds it uses it alone.
/// Every failure surfaces as a <see cref="SqliteFailure"/>.
/// </summary>
internal sealed class Connection : IDisposable
{
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);
    private readonly sqlite3 _db;
    private readonly ManualResetEventSlim _never = new(initialState: false);

    static Connection() => Batteries_V2.Init();

    /// <param name="target">A path, or a <c>file:</c> URI.</param>
    /// <param name="file">The path that messages name.</param>
    public Connection(string target, string file, OpenMode mode)
    {
        File = file;
        var flags = raw.SQLITE_OPEN_NOMUTEX | raw.SQLITE_OPEN_URI | mode switch
        {
            OpenMode.Create => raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE,
            OpenMode.ReadWrite => raw.SQLITE_OPEN_READWRITE,
            _ => raw.SQLITE_OPEN_READONLY,
        };
        var code = raw.sqlite3_open_v2(target, out _db, flags, null);
        if (code != raw.SQLITE_OK)
        {
            var failure = Failure(code);
            _db.Dispose();
            throw failure;
        }

        _ = raw.sqlite3_extended_result_codes(_db, 1);
    }

    /// <summary>The path that messages name.</summary>
    public string File { get; }

    /// <summary>Whether a transaction is open, after a failure for instance.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_db) == 0;

    /// <summary>The statement of this text, prepared once for the life of the connection.</summary>
    public Statement Prepared(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = Prepare(sql);
            _statements.Add(sql, statement);
        }

        return statement;
    }

    /// <summary>A statement that the caller disposes of.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "Texts are constants of this assembly, with integers at most.")]
    public Statement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_db, sql, out var handle));
        return new Statement(this, handle);
    }

    /// <summary>Runs one or several statements that give no rows.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(_db, sql));

    /// <summary>The first column of the first row, or null when there is no row.</summary>
    public long? Scalar(string sql)
    {
        using var rows = Prepared(sql).Rows();
        return rows.Next() ? rows.Int64(0) : null;
    }

    /// <summary>How long a statement waits for another connection's lock before it fails.</summary>
    public void WaitForLocks(TimeSpan limit) => Check(raw.sqlite3_busy_timeout(_db, (int)Math.Min(limit.TotalMilliseconds, int.MaxValue)));

    /// <summary>
    /// Begins a write transaction, waiting for another writer to end its own. SQLite's own wait sleeps up to a second at
    /// a time on some builds, which starves a process beside a busy one; this one looks every few milliseconds.
    /// </summary>
    public void BeginWrite(TimeSpan limit)
    {
        var begin = Prepared("BEGIN IMMEDIATE");
        var started = TimeProvider.System.GetTimestamp();
        WaitForLocks(TimeSpan.Zero);
        try
        {
            for (var pause = 1; ; pause = Math.Min(pause + 1, 5))
            {
                try
                {
                    begin.Execute();
                    return;
                }
                catch (SqliteFailure failure) when (failure.IsBusy && TimeProvider.System.GetElapsedTime(started) < limit)
                {
                    _never.Wait(pause);
                }
            }
        }
        finally
        {
            WaitForLocks(limit);
        }
    }

    /// <summary>
    /// Puts the file into write-ahead mode, in which readers and the writer do not wait for each other. The switch needs
    /// the file for itself for a moment and does not wait for it on its own.
    /// </summary>
    public void SwitchToWriteAheadLog(TimeSpan limit)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                Execute("PRAGMA journal_mode = WAL");
                return;
            }
            catch (SqliteFailure failure) when (failure.IsBusy && TimeProvider.System.GetElapsedTime(started) < limit)
            {
                Thread.Yield();
            }
        }
    }

    /// <summary>Leaves no transaction open, whatever became of the last one.</summary>
    public void RollbackIfOpen()
    {
        if (InTransaction)
        {
            Execute("ROLLBACK");
        }
    }

    public void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            throw Failure(code);
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _statements.Clear();
        _db.Dispose();
        _never.Dispose();
    }

    private SqliteFailure Failure(int code) => SqliteFailure.Of(code, File, raw.sqlite3_errmsg(_db).utf8_to_string() ?? "no detail");
}

/// <summary>What a connection may do with its file.</summary>
internal enum OpenMode
{
    /// <summary>Read only.</summary>
    ReadOnly,

    /// <summary>Read and write a file that exists.</summary>
    ReadWrite,

    /// <summary>Read and write, creating the file if need be.</summary>
    Create,
}
