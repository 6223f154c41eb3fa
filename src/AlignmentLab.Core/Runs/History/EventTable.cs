using AlignmentLab.Events;

namespace AlignmentLab.Core.Runs.History;

/// <summary>Versions, types and content hashes of a stream's events, 34 bytes each, numbered from 0 in the order in which they come.</summary>
internal sealed class EventTable
{
    private readonly ChunkedList<Sha256> _hashes = new();
    private readonly ChunkedList<ushort> _typeNumbers = new();
    private readonly List<string> _types = [];

    // Versions rise by one from an event to the next, but for events that belong to no call: where they do not is noted here.
    private readonly List<(int Number, long Version)> _breaks = [];

    /// <summary>Every type that occurs, as stored.</summary>
    public IReadOnlyList<string> Types => _types;

    public EventLink this[int number] => new(VersionOf(number), _types[_typeNumbers[number]], _hashes[number]);

    /// <summary>The number of the event that is added.</summary>
    public int Add(RecordedEvent e)
    {
        var number = _hashes.Count;
        if (_breaks.Count == 0 || e.Version != _breaks[^1].Version + (number - _breaks[^1].Number))
        {
            _breaks.Add((number, e.Version));
        }

        _hashes.Add(e.ContentHash);
        _typeNumbers.Add(TypeNumber(e.Type));
        return number;
    }

    private ushort TypeNumber(string type)
    {
        var number = _types.IndexOf(type);
        if (number < 0)
        {
            number = _types.Count;
            _types.Add(type);
        }

        return checked((ushort)number);
    }

    private long VersionOf(int number)
    {
        var (low, high) = (0, _breaks.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = _breaks[middle].Number <= number ? (middle, high) : (low, middle - 1);
        }

        return _breaks[low].Version + (number - _breaks[low].Number);
    }
}
