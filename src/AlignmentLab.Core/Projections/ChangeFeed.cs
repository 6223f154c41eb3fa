using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace AlignmentLab.Core.Projections;

/// <summary>
/// Tells watchers that something has changed, each at its own pace and all of them together at most some times a second, so
/// that many open pages slow each other and not the run that they watch; what happens in between is told once.
/// </summary>
internal sealed class ChangeFeed(TimeProvider time)
{
    /// <summary>What one watcher adds to every watcher's rest: ten of them or more are told 25 times a second in all.</summary>
    public static readonly TimeSpan RestPerWatcher = TimeSpan.FromMilliseconds(40);

    private readonly ConcurrentDictionary<Watcher, bool> _watchers = new();
    private readonly ConcurrentDictionary<string, long> _last = new(StringComparer.Ordinal);
    private long _told;

    /// <summary>How many changes have been told.</summary>
    public long Told => Volatile.Read(ref _told);

    /// <summary>Tells the watchers of a subject, and those of everything.</summary>
    public void Publish(string subject)
    {
        var number = Interlocked.Increment(ref _told);
        _last.AddOrUpdate(subject, number, (_, before) => Math.Max(before, number));
        foreach (var (watcher, _) in _watchers)
        {
            if (watcher.Subject is null || watcher.Subject == subject)
            {
                watcher.Changed.Writer.TryWrite(true);
            }
        }
    }

    /// <summary>Yields after each change, and rests after each yield: for <paramref name="pace"/>, or longer where many watch.</summary>
    /// <param name="subject">Null: everything.</param>
    /// <param name="since">As many changes as <see cref="Told"/> said before the watcher last read; it is told at once of what came after them.</param>
    public async IAsyncEnumerable<bool> WatchAsync(string? subject, long since, TimeSpan pace, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var watcher = new Watcher(subject, Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }));
        _watchers.TryAdd(watcher, true);
        if ((subject is null ? Told : _last.GetValueOrDefault(subject)) > since)
        {
            watcher.Changed.Writer.TryWrite(true);
        }

        try
        {
            await foreach (var change in watcher.Changed.Reader.ReadAllAsync(cancellationToken))
            {
                yield return change;
                var shared = RestPerWatcher * _watchers.Count;
                await Task.Delay(shared > pace ? shared : pace, time, cancellationToken);
            }
        }
        finally
        {
            _watchers.TryRemove(watcher, out _);
        }
    }

    private sealed record Watcher(string? Subject, Channel<bool> Changed);
}
