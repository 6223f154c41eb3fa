using System.Collections;
using System.Security.Cryptography;
using AlignmentLab.Engines;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Runs.History;

/// <summary>
/// What a run's stream holds, by call id: an index of versions and hashes. Payloads stay in the store, so memory grows
/// with the number of effects alone (some 100 bytes each), not with what they recorded.
/// </summary>
public sealed class RunHistory
{
    private const int None = -1;

    private readonly CallTable _calls = new();
    private readonly EventTable _events = new();
    private readonly ChunkedList<(int First, int Result)> _records = new();
    private readonly Lock _gate = new();

    /// <summary>Version of the last event taken in; -1 before the first.</summary>
    public long Version { get; private set; } = -1;

    /// <summary>How the run ended, or null while it has not.</summary>
    public RunStatus? Ending { get; private set; }

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

    /// <summary>The index of a run's stream, or of its beginning.</summary>
    /// <param name="version">The last version that counts.</param>
    public static async Task<RunHistory> ReadAsync(IEventReader store, StreamId stream, long version = long.MaxValue - 1, CancellationToken cancellationToken = default)
    {
        var history = new RunHistory();
        await foreach (var e in store.ReadStreamAsync(stream, ReadDirection.Forwards, 0, version + 1, cancellationToken))
        {
            history.Add(e);
        }

        return history;
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
                Ending = RunEnding.Of(e.Type) ?? Ending;
                return;
            }

            var number = _calls.Find(call);
            if (number < 0)
            {
                _calls.Add(call);
                _records.Add((_events.Add(e), None));
            }
            else if (_records[number].Result == None)
            {
                _records[number].Result = _events.Add(e);
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
            return _calls.Find(call) is >= 0 and var number ? Record(number) : null;
        }
    }

    /// <summary>Every call so far in the order of call ids. What an item holds is looked up when it is asked for.</summary>
    public IReadOnlyList<(CallId Call, CallRecord Record)> InCallOrder()
    {
        lock (_gate)
        {
            return new OrderedCalls(this, _calls.InOrder());
        }
    }

    /// <summary>
    /// SHA-256 over the content hashes of all effects and facts, request before result, in call-id order. It depends on
    /// neither clock, machine, retry nor the order in which parallel branches ended.
    /// </summary>
    public Sha256 Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        lock (_gate)
        {
            foreach (var number in _calls.InOrder())
            {
                var record = Record(number);
                hash.AppendData(record.First.ContentHash.AsSpan());
                if (record.Result is { } result)
                {
                    hash.AppendData(result.ContentHash.AsSpan());
                }
            }
        }

        Span<byte> digest = stackalloc byte[Sha256.Size];
        hash.GetHashAndReset(digest);
        return new Sha256(digest);
    }

    private CallRecord Record(int number)
    {
        var (first, result) = _records[number];
        return new CallRecord(_events[first], result == None ? null : _events[result]);
    }

    private sealed class OrderedCalls(RunHistory history, int[] order) : IReadOnlyList<(CallId Call, CallRecord Record)>
    {
        public int Count => order.Length;

        public (CallId Call, CallRecord Record) this[int index]
        {
            get
            {
                lock (history._gate)
                {
                    return (history._calls[order[index]], history.Record(order[index]));
                }
            }
        }

        public IEnumerator<(CallId Call, CallRecord Record)> GetEnumerator()
        {
            for (var i = 0; i < order.Length; i++)
            {
                yield return this[i];
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

/// <summary>The events of one call: its request (or the fact, or the refusal), and its result once there is one.</summary>
public readonly record struct CallRecord(EventLink First, EventLink? Result);

/// <summary>Where an event stands in the run's stream, and what it says.</summary>
/// <param name="Type">As stored, which may be an old version.</param>
public readonly record struct EventLink(long Version, string Type, Sha256 ContentHash);
