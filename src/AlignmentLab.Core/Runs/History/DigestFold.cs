using System.Security.Cryptography;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Runs.History;

/// <summary>
/// A run's digest (<see cref="RunHistory.Digest"/>) from its events as they go by, at memory that does not grow with them.
/// A run asks for its effects nearly in the order of their ids: those that are still out of order wait in a window, and the
/// earliest are hashed when it is full. A run of many wide branches can be further out of order than the window reaches;
/// the fold then says so and has no digest.
/// </summary>
internal sealed class DigestFold : IDisposable
{
    private const int Window = 4096;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<Waiting> _waiting = [];
    private CallId? _hashed;

    /// <summary>Effects and facts so far.</summary>
    public long Effects { get; private set; }

    /// <summary>False once an event came that belongs before what is hashed already.</summary>
    public bool IsInOrder { get; private set; } = true;

    /// <summary>Takes the stream's next event that belongs to a call.</summary>
    public void Add(CallId call, in Sha256 content)
    {
        if (!IsInOrder)
        {
            return;
        }

        var index = IndexOf(call);
        if (index >= 0)
        {
            IsInOrder = _waiting[index].Result is null;
            _waiting[index] = _waiting[index] with { Result = content };
            return;
        }

        if (_hashed is { } last && call <= last)
        {
            IsInOrder = false;
            return;
        }

        Effects++;
        _waiting.Insert(~index, new Waiting(call, content, null));
        if (_waiting.Count == Window)
        {
            Hash(Window / 2);
        }
    }

    /// <summary>The digest of all that was taken; null where it could not be kept in order.</summary>
    public Sha256? End()
    {
        if (!IsInOrder)
        {
            return null;
        }

        Hash(_waiting.Count);
        Span<byte> digest = stackalloc byte[Sha256.Size];
        _hash.GetHashAndReset(digest);
        return new Sha256(digest);
    }

    public void Dispose() => _hash.Dispose();

    // Most events belong to the last call or come right after it.
    private int IndexOf(CallId call)
    {
        var (low, high) = (0, _waiting.Count - 1);
        for (var probe = high; low <= high; probe = (low + high) / 2)
        {
            var order = _waiting[probe].Call.CompareTo(call);
            if (order == 0)
            {
                return probe;
            }

            (low, high) = order < 0 ? (probe + 1, high) : (low, probe - 1);
        }

        return ~low;
    }

    private void Hash(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var next = _waiting[i];
            _hash.AppendData(next.First.AsSpan());
            if (next.Result is { } result)
            {
                _hash.AppendData(result.AsSpan());
            }

            _hashed = next.Call;
        }

        _waiting.RemoveRange(0, count);
    }

    private readonly record struct Waiting(CallId Call, Sha256 First, Sha256? Result);
}
