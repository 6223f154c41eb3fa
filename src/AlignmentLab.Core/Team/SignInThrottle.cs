using System.Collections.Concurrent;

namespace AlignmentLab.Core.Team;

/// <summary>
/// Slows guessing down: after <see cref="Free"/> wrong passwords for one name, or from one address, each further try has to
/// wait twice as long as the one before, up to a quarter of an hour. Nobody is locked out for good.
/// </summary>
public sealed class SignInThrottle(TimeProvider time)
{
    /// <summary>Wrong passwords that cost nothing.</summary>
    public const int Free = 5;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);
    private const int Remembered = 10_000;

    private readonly ConcurrentDictionary<string, Failures> _failures = new(StringComparer.Ordinal);

    /// <summary>How long a try has to wait; zero when it may be made now.</summary>
    public TimeSpan Wait(params ReadOnlySpan<string> keys)
    {
        var now = time.GetUtcNow();
        var longest = TimeSpan.Zero;
        foreach (var key in keys)
        {
            if (_failures.TryGetValue(key, out var failures) && failures.Until - now is var left && left > longest)
            {
                longest = left;
            }
        }

        return longest;
    }

    /// <summary>Counts a wrong password.</summary>
    public void Failed(params ReadOnlySpan<string> keys)
    {
        var now = time.GetUtcNow();
        foreach (var key in keys)
        {
            Forget(now);
            _failures.AddOrUpdate(key, _ => Next(0, now), (_, before) => Next(before.Until + Longest < now ? 0 : before.Count, now));
        }
    }

    /// <summary>Forgets the wrong passwords of a name that has signed in. Those of its address stay.</summary>
    public void Succeeded(string key) => _failures.TryRemove(key, out _);

    private static Failures Next(int before, DateTimeOffset now)
    {
        var count = before + 1;
        var wait = count < Free ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, First.TotalSeconds * Math.Pow(2, Math.Min(count - Free, 30))));
        return new Failures(count, now + wait);
    }

    // Made-up names must not fill the memory.
    private void Forget(DateTimeOffset now)
    {
        if (_failures.Count >= Remembered)
        {
            foreach (var (key, failures) in _failures)
            {
                if (failures.Until <= now)
                {
                    _failures.TryRemove(key, out _);
                }
            }
        }
    }

    private readonly record struct Failures(int Count, DateTimeOffset Until);
}
