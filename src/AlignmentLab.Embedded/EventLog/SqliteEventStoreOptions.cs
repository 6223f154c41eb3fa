using AlignmentLab.Errors;

namespace AlignmentLab.Embedded;

/// <summary>How the embedded event store treats its file.</summary>
public sealed record SqliteEventStoreOptions
{
    private const long MinimumBytes = 128 * 1024;

    /// <summary>When an append counts as durable. Default <see cref="SqliteSynchronous.Full"/>.</summary>
    public SqliteSynchronous Synchronous { get; init; } = SqliteSynchronous.Full;

    /// <summary>Opens for reading alone: nothing is created or changed, and appends are refused. Default false.</summary>
    /// <remarks>A store whose file or disk cannot be written is opened this way by itself.</remarks>
    public bool ReadOnly { get; init; }

    /// <summary>How long an append waits for another process to end its transaction. Default 30 s, more than zero.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The size in bytes beyond which the log does not grow, as if the disk were full then. Default none; at least 128 KiB.</summary>
    public long? MaximumBytes { get; init; }

    /// <exception cref="InvalidInputException">An option is outside its range.</exception>
    internal void Validate()
    {
        if (LockTimeout <= TimeSpan.Zero)
        {
            throw new InvalidInputException($"{nameof(LockTimeout)} is {LockTimeout}: give more than zero.");
        }

        if (MaximumBytes < MinimumBytes)
        {
            throw new InvalidInputException($"{nameof(MaximumBytes)} is {MaximumBytes}: give {MinimumBytes} or more, or none.");
        }
    }
}

/// <summary>When SQLite waits for the disk.</summary>
public enum SqliteSynchronous
{
    /// <summary>
    /// At checkpoints only. A killed process loses nothing, a power failure may lose the last appends. For benchmarks
    /// and tests.
    /// </summary>
    Normal = 1,

    /// <summary>At every commit: what was acknowledged survives a power failure.</summary>
    Full = 2,
}
