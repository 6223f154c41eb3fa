using AlignmentLab.Errors;
using SQLitePCL;

namespace AlignmentLab.Embedded.Sqlite;

/// <summary>What SQLite answered, as one message for the person at the terminal: the file, what is wrong, what to do.</summary>
internal sealed class SqliteFailure : EnvironmentFailureException
{
    private SqliteFailure(int code, string message)
        : base(message) => Code = code;

    /// <summary>SQLite's primary result code.</summary>
    public int Code { get; }

    public bool IsConstraint => Code == raw.SQLITE_CONSTRAINT;

    /// <summary>Another connection holds the lock; the same call may succeed later.</summary>
    public bool IsBusy => Code is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    /// <summary>Whether the connection itself is sound after this failure, so that it may be used again after a rollback.</summary>
    public bool LeavesConnectionSound => Code is raw.SQLITE_CONSTRAINT or raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_FULL;

    /// <param name="extendedCode">SQLite's extended result code.</param>
    /// <param name="file">Path of the database file.</param>
    /// <param name="detail">SQLite's own words, kept at the end of the message.</param>
    public static SqliteFailure Of(int extendedCode, string file, string detail)
    {
        var code = extendedCode & 0xFF;
        var message = code switch
        {
            raw.SQLITE_NOTADB => $"{file} is not an event log: it is no SQLite database. Name the lab's own directory, or move the file away.",
            raw.SQLITE_CORRUPT => $"{file} is damaged or cut short. Restore the lab from a copy; nothing was written.",
            raw.SQLITE_FULL => $"No room to write {file}: the disk or the lab's size limit is full. Free some space and repeat; nothing of this append was kept.",
            raw.SQLITE_READONLY => $"{file} cannot be written: the file, its directory or its disk is read-only.",
            raw.SQLITE_CANTOPEN => $"{file} cannot be opened. Check that its directory exists and that this user may read and write it.",
            raw.SQLITE_PERM or raw.SQLITE_AUTH => $"{file} cannot be opened: this user lacks the permission.",
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"{file} is locked by another process. End that process or wait for it, then repeat.",
            raw.SQLITE_IOERR => $"Reading or writing {file} failed. Check the disk, then repeat.",
            raw.SQLITE_NOMEM => $"Out of memory while using {file}.",
            _ => $"{file} could not be used.",
        };
        return new SqliteFailure(code, $"{message} (SQLite {extendedCode}: {detail})");
    }
}
