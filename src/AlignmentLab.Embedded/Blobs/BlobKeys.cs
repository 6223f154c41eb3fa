using System.Security.Cryptography;
using AlignmentLab.Embedded.Sqlite;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using SQLitePCL;

namespace AlignmentLab.Embedded.Blobs;

/// <summary>
/// A key for each blob, in one SQLite file. Destroying a key makes every copy of its blob unreadable, backups of the blobs
/// included; so the keys are to be backed up apart from the blobs, and not for longer than removal may take.
/// </summary>
/// <remarks>Deleted keys are overwritten (<c>secure_delete</c>) and the write-ahead file that may hold them is emptied.</remarks>
internal sealed class BlobKeys(string path) : IDisposable
{
    /// <summary>AES-256.</summary>
    private const int KeySize = 32;

    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private Connection? _connection;
    private bool _writes;

    /// <summary>The key of a blob, or null.</summary>
    public byte[]? Find(Sha256 blob)
    {
        lock (_gate)
        {
            return Open(writes: false) is { } connection ? Find(connection, blob) : null;
        }
    }

    /// <summary>The key of a blob, made and durable where there was none.</summary>
    public byte[] FindOrCreate(Sha256 blob)
    {
        lock (_gate)
        {
            var connection = Open(writes: true)!;
            if (Find(connection, blob) is { } known)
            {
                return known;
            }

            // Of two processes the first wins, and the other takes its key.
            connection.Prepared("INSERT OR IGNORE INTO keys VALUES (?1, ?2)").Bind(1, blob.AsSpan()).Bind(2, RandomNumberGenerator.GetBytes(KeySize)).Execute();
            return Find(connection, blob)!;
        }
    }

    /// <summary>Destroys the key of a blob. False: there was none.</summary>
    public bool Destroy(Sha256 blob)
    {
        lock (_gate)
        {
            var connection = Open(writes: true)!;
            if (Find(connection, blob) is null)
            {
                return false;
            }

            connection.Prepared("DELETE FROM keys WHERE blob = ?1").Bind(1, blob.AsSpan()).Execute();
            connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
            return true;
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

    private static byte[]? Find(Connection connection, Sha256 blob)
    {
        using var rows = connection.Prepared("SELECT key FROM keys WHERE blob = ?1").Bind(1, blob.AsSpan()).Rows();
        return rows.Next() ? rows.Bytes(0).ToArray() : null;
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
        connection.Execute("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; CREATE TABLE IF NOT EXISTS keys (blob BLOB PRIMARY KEY, key BLOB NOT NULL) WITHOUT ROWID");
        if (isNew && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return connection;
    }

    private Connection OpenForReading() => new(ReadableFile.Target(path, Check), path, OpenMode.ReadOnly);

    private void Check(string target)
    {
        using var connection = new Connection(target, path, OpenMode.ReadOnly);
        connection.Scalar("SELECT count(*) FROM sqlite_schema");
    }
}
