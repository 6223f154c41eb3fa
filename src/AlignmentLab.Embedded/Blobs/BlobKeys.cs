using System.Security.Cryptography;
using AlignmentLab.Embedded.Sqlite;
using AlignmentLab.Errors;

namespace AlignmentLab.Embedded.Blobs;

/// <summary>
/// Keys for blobs, one each, in one SQLite file. They are made some dozens at a time and durable before the first is used, so
/// that a blob costs no commit of its own; the blob's file names its key. Destroying a key makes every copy of its blob
/// unreadable, backups of the blobs included; so the keys are to be backed up apart from the blobs, and not for longer than a
/// removal may take.
/// </summary>
/// <remarks>Deleted keys are overwritten (<c>secure_delete</c>) and the write-ahead file that may hold them is emptied.</remarks>
internal sealed class BlobKeys(string path) : IDisposable
{
    /// <summary>AES-256.</summary>
    private const int KeySize = 32;

    /// <summary>Keys made at a time. Those that a process does not use stay unused.</summary>
    private const int Batch = 64;

    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly Queue<BlobKey> _ready = new();
    private Connection? _connection;
    private bool _writes;

    /// <summary>The key of this number, or null where it was destroyed.</summary>
    public byte[]? Find(long number)
    {
        lock (_gate)
        {
            if (Open(writes: false) is not { } connection)
            {
                return null;
            }

            using var rows = connection.Prepared("SELECT key FROM keys WHERE number = ?1").Bind(1, number).Rows();
            return rows.Next() ? rows.Bytes(0).ToArray() : null;
        }
    }

    /// <summary>A key that no blob has had, durable.</summary>
    public BlobKey Next()
    {
        lock (_gate)
        {
            if (_ready.Count == 0)
            {
                Make(Open(writes: true)!);
            }

            return _ready.Dequeue();
        }
    }

    /// <summary>Destroys a key.</summary>
    public void Destroy(long number)
    {
        lock (_gate)
        {
            var connection = Open(writes: true)!;
            connection.Prepared("DELETE FROM keys WHERE number = ?1").Bind(1, number).Execute();
            connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _connection?.Dispose();
            _connection = null;
        }
    }

    private void Make(Connection connection)
    {
        connection.BeginWrite(LockTimeout);
        try
        {
            // Numbers are never used again: a file sealed under a destroyed key must not meet another's.
            var insert = connection.Prepared("INSERT INTO keys (key) VALUES (?1) RETURNING number");
            for (var i = 0; i < Batch; i++)
            {
                var key = RandomNumberGenerator.GetBytes(KeySize);
                using var rows = insert.Bind(1, key).Rows();
                rows.Next();
                _ready.Enqueue(new BlobKey(rows.Int64(0), key));
            }

            connection.Prepared("COMMIT").Execute();
        }
        catch
        {
            _ready.Clear();
            connection.RollbackIfOpen();
            throw;
        }
    }

    private Connection? Open(bool writes)
    {
        if (_connection is not null && (_writes || !writes))
        {
            return _connection;
        }

        _connection?.Dispose();
        _connection = null;
        if (!writes && !File.Exists(path))
        {
            return null;
        }

        _connection = writes ? OpenForWriting() : OpenForReading();
        _writes = writes;
        return _connection;
    }

    private Connection OpenForWriting()
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentFailureException($"{path} cannot be created: {error.Message}", error);
        }

        var isNew = !File.Exists(path);
        var connection = new Connection(path, path, OpenMode.Create);
        connection.WaitForLocks(LockTimeout);
        connection.SwitchToWriteAheadLog(LockTimeout);
        connection.Execute("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON");

        // A statement that begins by reading and goes on to write fails at once where another connection does the same.
        connection.BeginWrite(LockTimeout);
        connection.Execute("CREATE TABLE IF NOT EXISTS keys (number INTEGER PRIMARY KEY AUTOINCREMENT, key BLOB NOT NULL); COMMIT");
        if (isNew && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return connection;
    }

    private Connection OpenForReading() => Reader(ReadableFile.Target(path, Check));

    private void Check(string target)
    {
        using var connection = Reader(target);
        connection.Scalar("SELECT count(*) FROM sqlite_schema");
    }

    // A reader waits too: for whoever opens the file first, or closes it last.
    private Connection Reader(string target)
    {
        var connection = new Connection(target, path, OpenMode.ReadOnly);
        connection.WaitForLocks(LockTimeout);
        return connection;
    }
}

/// <summary>A key and the number that a blob's file names it by.</summary>
internal readonly record struct BlobKey(long Number, byte[] Bytes);
