using System.Collections.Concurrent;
using AlignmentLab.Embedded.Sqlite;

namespace AlignmentLab.Embedded.EventLog;

/// <summary>Connections for reading, each used by one read at a time and kept for the next.</summary>
internal sealed class ReaderPool(LogFile file) : IDisposable
{
    private const int MaximumIdle = 8;
    private readonly ConcurrentBag<Connection> _idle = [];
    private volatile bool _disposed;

    /// <exception cref="ObjectDisposedException">The store was closed.</exception>
    public Lease Rent()
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(SqliteEventStore));
        return new Lease(this, _idle.TryTake(out var connection) ? connection : file.OpenReader());
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var connection))
        {
            connection.Dispose();
        }
    }

    private void Return(Connection connection)
    {
        if (_idle.Count >= MaximumIdle)
        {
            connection.Dispose();
            return;
        }

        _idle.Add(connection);
        if (_disposed)
        {
            Dispose();
        }
    }

    /// <summary>A connection on loan.</summary>
    public readonly struct Lease(ReaderPool pool, Connection connection) : IDisposable
    {
        public Connection Connection => connection;

        public void Dispose() => pool.Return(connection);
    }
}
