using AlignmentLab.Core.Runs.History;
using AlignmentLab.Errors;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Verify;

/// <summary>
/// A stream's events within one part of the log. Everything is checked but the link to the event before the part, which the
/// parts' meeting shows: so parts can be checked side by side.
/// </summary>
internal sealed class StreamSegment(StreamId stream, IReadOnlyList<EnteredHead> entered, RunFold.Part? run = null)
{
    private int _nextEntered;

    public StreamId Stream => stream;

    /// <summary>The first event of the part, whose link is still to be checked.</summary>
    public RecordedEvent? First { get; private set; }

    /// <summary>Version of the last event of the part.</summary>
    public long Last { get; private set; } = -1;

    /// <summary>The last event's chain hash as it is stored.</summary>
    public Sha256 Chain { get; private set; }

    /// <summary>What the events add up to, where the stream is a run's.</summary>
    public RunFold.Part? Run => run;

    /// <summary>The first fault in the part.</summary>
    public BrokenEvent? Fault { get; private set; }

    public void Take(RecordedEvent e)
    {
        var content = EventChain.ContentHash(e.Type, e.Call, e.Data.Span);
        if (content != e.ContentHash)
        {
            Break(e.Version, "type, call id or data are not what was hashed");
        }

        if (First is null)
        {
            First = e;
            SkipEntered(e.Version);
        }
        else if (e.Version != Last + 1)
        {
            Break(Last + 1, Missing(Last + 1, e.Version));
        }
        else if (!IsLinked(e, Chain))
        {
            Break(e.Version, Unlinked);
        }

        // An imported stream's head may stand in two signed logs: the one that it came with, and this lab's own.
        while (_nextEntered < entered.Count && entered[_nextEntered].Version == e.Version)
        {
            var head = entered[_nextEntered++];
            if (head.Root != e.ChainHash)
            {
                Break(e.Version, $"its chain hash is not the one that was entered in the signed log (leaf {head.Leaf}): the stream was rewritten after it was signed");
            }
        }

        Last = e.Version;
        Chain = e.ChainHash;
        if (run is not null)
        {
            Read(e);
        }
    }

    /// <summary>Ends the part.</summary>
    public void Close()
    {
        if (run is not null)
        {
            Read(null);
        }
    }

    /// <summary>What is said of an event that is not where it should be.</summary>
    public static string Missing(long expected, long found) => found > expected
        ? $"version {expected} is missing; {found} follows"
        : $"version {found} follows version {expected - 1}: events were swapped, or one was inserted";

    /// <summary>What is said of an event that is not linked to the one before it.</summary>
    public const string Unlinked = "its metadata, or the event before it, are not what was chained";

    /// <summary>Whether an event's chain hash follows from the one before it.</summary>
    public static bool IsLinked(RecordedEvent e, in Sha256 previous) =>
        EventChain.Link(previous, e.ContentHash, e.Stream, e.Version, e.Id, e.RecordedAt, e.Author, e.Causation) == e.ChainHash;

    // What the hashes cover may still be no event: whoever changed it computed them anew.
    private void Read(RecordedEvent? e)
    {
        try
        {
            if (e is not null)
            {
                run!.Take(e);
            }
            else
            {
                run!.Close();
            }
        }
        catch (DamagedEventException error)
        {
            Break(Last, error.Message);
        }
    }

    private void Break(long version, string reason) => Fault ??= new BrokenEvent(stream, version, reason);

    private void SkipEntered(long version)
    {
        while (_nextEntered < entered.Count && entered[_nextEntered].Version < version)
        {
            _nextEntered++;
        }
    }
}

/// <summary>A head of a stream as the signed log has it.</summary>
internal readonly record struct EnteredHead(long Version, Sha256 Root, long Leaf);
