using System.Security.Cryptography;
using AlignmentLab.Algorithms;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Runs.History;

/// <summary>
/// What a run's stream holds, by call id: an index of versions and hashes. Payloads stay in the store, so memory grows
/// with the number of effects alone (some 200 bytes each), not with what they recorded.
/// </summary>
public sealed class RunHistory
{
    private static readonly HashSet<string> Terminal = new(StringComparer.Ordinal)
    {
        StoredEventAttribute.NameOf(typeof(RunCompleted)),
        StoredEventAttribute.NameOf(typeof(RunFailed)),
        StoredEventAttribute.NameOf(typeof(RunCancelled)),
    };

    private readonly Dictionary<CallId, CallRecord> _calls = [];
    private readonly Lock _gate = new();

    /// <summary>Version of the last event taken in; -1 before the first.</summary>
    public long Version { get; private set; } = -1;

    /// <summary>The type of the event that ended the run, or null while it has not ended.</summary>
    public string? Ending { get; private set; }

    /// <summary>Effects and facts so far.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _calls.Count;
            }
        }
    }

    /// <summary>Takes the next event of the stream in.</summary>
    /// <exception cref="InvalidOperationException">The stream holds a third event for one call id.</exception>
    public void Add(RecordedEvent e)
    {
        lock (_gate)
        {
            Version = e.Version;
            if (e.Call is not { } call)
            {
                Ending = Terminal.Contains(e.Type) ? e.Type : Ending;
                return;
            }

            var link = new EventLink(e.Version, e.Type, e.ContentHash);
            if (!_calls.TryGetValue(call, out var record))
            {
                _calls.Add(call, new CallRecord(link, null));
            }
            else if (record.Result is null)
            {
                _calls[call] = record with { Result = link };
            }
            else
            {
                throw new InvalidOperationException($"Version {e.Version} is a third event for {call}; the log has been tampered with.");
            }
        }
    }

    /// <summary>What is recorded for a call id, or null.</summary>
    public CallRecord? Find(CallId call)
    {
        lock (_gate)
        {
            return _calls.TryGetValue(call, out var record) ? record : null;
        }
    }

    /// <summary>Every call in the order of call ids.</summary>
    public IReadOnlyList<(CallId Call, CallRecord Record)> InCallOrder()
    {
        lock (_gate)
        {
            return [.. _calls.Select(p => (p.Key, p.Value)).OrderBy(p => p.Key)];
        }
    }

    /// <summary>
    /// SHA-256 over the content hashes of all effects and facts, request before result, in call-id order. It depends on
    /// neither clock, machine, retry nor the order in which parallel branches ended.
    /// </summary>
    public Sha256 Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, record) in InCallOrder())
        {
            hash.AppendData(record.First.ContentHash.AsSpan());
            if (record.Result is { } result)
            {
                hash.AppendData(result.ContentHash.AsSpan());
            }
        }

        Span<byte> digest = stackalloc byte[Sha256.Size];
        hash.GetHashAndReset(digest);
        return new Sha256(digest);
    }
}

/// <summary>The events of one call: its request (or the fact, or the refusal), and its result once there is one.</summary>
public readonly record struct CallRecord(EventLink First, EventLink? Result);

/// <summary>Where an event stands in the run's stream, and what it says.</summary>
public readonly record struct EventLink(long Version, string Type, Sha256 ContentHash);
