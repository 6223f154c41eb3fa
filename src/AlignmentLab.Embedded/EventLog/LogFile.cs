using AlignmentLab.Embedded.Sqlite;
using AlignmentLab.Errors;
using SQLitePCL;

namespace AlignmentLab.Embedded.EventLog;

/// <summary>The log's file: how connections to it are opened, and whether it can be written at all.</summary>
internal sealed class LogFile
{
    private readonly SqliteEventStoreOptions _options;
    private readonly string _target;

    private LogFile(string path, string target, SqliteEventStoreOptions options, bool readOnly)
    {
        Path = path;
        _target = target;
        _options = options;
        IsReadOnly = readOnly;
    }

    public string Path { get; }

    public bool IsReadOnly { get; }

    public TimeSpan LockTimeout => _options.LockTimeout;

    /// <summary>Opens the log, creating it where there is none, and falls back to reading where it cannot be written.</summary>
    /// <exception cref="EnvironmentFailureException">The file cannot be used; the message says why and what to do.</exception>
    public static LogFile Open(string path, SqliteEventStoreOptions options)
    {
        options.Validate();
        path = System.IO.Path.GetFullPath(path);
        if (!options.ReadOnly && TryOpenForWriting(path, options) is { } writable)
        {
            return writable;
        }

        if (!File.Exists(path))
        {
            throw new EnvironmentFailureException($"There is no event log at {path}, and none can be created there. Name an existing lab, or a directory that this user may write.");
        }

        return OpenForReading(path, options);
    }

    /// <summary>A connection for the one writer of this process.</summary>
    public Connection OpenWriter()
    {
        var connection = Opened(OpenMode.ReadWrite);
        connection.Execute($"PRAGMA synchronous = {(int)_options.Synchronous}; PRAGMA journal_size_limit = 67108864;");
        if (_options.MaximumBytes is { } bytes)
        {
            connection.Execute($"PRAGMA max_page_count = {bytes / connection.Scalar("PRAGMA page_size")}");
        }

        return connection;
    }

    /// <summary>A connection that reads alone.</summary>
    public Connection OpenReader()
    {
        var connection = Opened(IsReadOnly ? OpenMode.ReadOnly : OpenMode.ReadWrite);
        connection.Execute("PRAGMA query_only = 1");
        return connection;
    }

    private static LogFile? TryOpenForWriting(string path, SqliteEventStoreOptions options)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            using var connection = new Connection(path, path, OpenMode.Create);
            connection.WaitForLocks(options.LockTimeout);
            EventSchema.CreateIfEmpty(connection);
            EventSchema.Check(connection);
            connection.SwitchToWriteAheadLog(options.LockTimeout);
            return new LogFile(path, path, options, readOnly: false);
        }
        catch (SqliteFailure failure) when (failure.Code is raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM)
        {
            return null;
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            return null;
        }
    }

    private static LogFile OpenForReading(string path, SqliteEventStoreOptions options) =>
        new(path, ReadableFile.Target(path, target =>
        {
            using var connection = new LogFile(path, target, options, readOnly: true).OpenReader();
            EventSchema.Check(connection);
        }), options, readOnly: true);

    private Connection Opened(OpenMode mode)
    {
        var connection = new Connection(_target, Path, mode);
        connection.WaitForLocks(_options.LockTimeout);
        return connection;
    }
}
