using System.Diagnostics.CodeAnalysis;
using AlignmentLab.Events;

namespace AlignmentLab.Detectors.StateShift;

/// <summary>What is remembered of artifacts: the newest <paramref name="capacity"/> entries, so that a long run needs no more memory than a short one.</summary>
internal sealed class RecentEntries<T>(int capacity)
{
    private readonly Dictionary<Sha256, T> _entries = [];
    private readonly Queue<Sha256> _order = new();

    /// <summary>Remembers a value; one already there under the name is replaced and keeps its age.</summary>
    public void Set(Sha256 name, T value)
    {
        if (!_entries.ContainsKey(name))
        {
            _order.Enqueue(name);
            if (_order.Count > capacity)
            {
                _entries.Remove(_order.Dequeue());
            }
        }

        _entries[name] = value;
    }

    public bool TryGet(Sha256 name, [MaybeNullWhen(false)] out T value) => _entries.TryGetValue(name, out value);
}
