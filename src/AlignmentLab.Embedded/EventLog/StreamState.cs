using AlignmentLab.Events;

namespace AlignmentLab.Embedded.EventLog;

/// <summary>A stream's end as the writer knows it.</summary>
internal sealed class StreamState(long id, StreamId name)
{
    public long Id { get; } = id;

    public StreamId Name { get; } = name;

    /// <summary>Number of the stream's category.</summary>
    public required long Category { get; init; }

    /// <summary>Version of the last event, -1 before the first.</summary>
    public long Version { get; set; } = -1;

    /// <summary>Chain hash of the last event.</summary>
    public Sha256 Root { get; set; } = EventChain.Genesis;

    /// <summary>Where the stream's latest events lie.</summary>
    public List<StreamSpan> Tail { get; } = [];

    /// <summary>Whether the file holds a row for the stream.</summary>
    public bool IsStored { get; set; }

    /// <summary>Whether its row lags behind this state.</summary>
    public bool IsDirty { get; set; }

    /// <summary>Takes the events of an append in, which follow the stream's last event.</summary>
    public void Add(long position, int count, in Sha256 root)
    {
        if (Tail is [.., var last] && last.Position + last.Count == position)
        {
            Tail[^1] = last with { Count = last.Count + count };
        }
        else
        {
            Tail.Add(new StreamSpan(Version + 1, position, count));
        }

        Version += count;
        Root = root;
    }
}
