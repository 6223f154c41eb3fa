using System.Collections.Immutable;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Certificates;
using AlignmentLab.Core.Replay;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Notes;

/// <summary>What people have noted on a run, beside its history: it may be added to long after the run has ended.</summary>
/// <param name="Certificates">The last replay of each level that is on record, the deepest level first.</param>
public sealed record RunNotes(ImmutableSortedSet<string> Tags, IReadOnlyList<RecordedCertificate> Certificates)
{
    /// <summary>The category of the streams that hold notes.</summary>
    public const string Category = "notes";

    private static readonly string Tagged = StoredEventAttribute.NameOf(typeof(RunTagged));
    private static readonly string Untagged = StoredEventAttribute.NameOf(typeof(RunUntagged));
    private static readonly string Certified = StoredEventAttribute.NameOf(typeof(CertificateRecorded));

    /// <summary>Nothing was noted.</summary>
    public static RunNotes None { get; } = new(ImmutableSortedSet.Create<string>(StringComparer.Ordinal), []);

    /// <summary>The stream of what was noted on a run.</summary>
    public static StreamId StreamOf(RunId run) => new($"{Category}-{run}");

    /// <summary>The run whose notes a stream holds.</summary>
    public static RunId RunOf(StreamId stream) => new(stream.Value[(Category.Length + 1)..]);

    internal static async Task<RunNotes> ReadAsync(IEventReader store, RunId run, CancellationToken cancellationToken)
    {
        var notes = None;
        await foreach (var e in store.ReadStreamAsync(StreamOf(run), ReadDirection.Forwards, 0, cancellationToken: cancellationToken))
        {
            notes = notes.After(e);
        }

        return notes;
    }

    /// <summary>The notes after the next event of their stream.</summary>
    internal RunNotes After(RecordedEvent e)
    {
        if (e.Type == Tagged)
        {
            return this with { Tags = Tags.Add(EventJson.Deserialize<RunTagged>(e.Data.Span).Tag) };
        }

        if (e.Type == Untagged)
        {
            return this with { Tags = Tags.Remove(EventJson.Deserialize<RunUntagged>(e.Data.Span).Tag) };
        }

        if (e.Type == Certified)
        {
            var recorded = EventJson.Deserialize<CertificateRecorded>(e.Data.Span);
            return this with
            {
                Certificates = [.. Certificates.Where(c => c.Level != recorded.Level).Append(new RecordedCertificate(recorded, e.Author, e.RecordedAt)).OrderByDescending(c => c.Level)],
            };
        }

        return this;
    }
}

/// <summary>A certificate on record, and who recorded it.</summary>
public sealed record RecordedCertificate(CertificateRecorded Recorded, string Author, DateTimeOffset At)
{
    public ReplayLevel Level => Recorded.Level;
}
