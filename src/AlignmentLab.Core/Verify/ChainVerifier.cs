using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Core.Transparency;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Verify;

/// <summary>Computes hash chains again from the events' own fields, several parts of the log at a time.</summary>
internal sealed class ChainVerifier(IEventReader store, IPluginCatalog catalog)
{
    /// <summary>Checks one stream from its first event to its head.</summary>
    /// <param name="entered">Its heads in the signed log, ascending; empty where they are not to be compared.</param>
    public async Task<ChainReport> VerifyStreamAsync(StreamId stream, IReadOnlyList<EnteredHead> entered, CancellationToken cancellationToken)
    {
        var head = await store.HeadAsync(stream, cancellationToken);
        using var check = new StreamCheck(stream, catalog.Upcasters);
        var pass = new LogPass(_ => entered, catalog.Upcasters);
        await pass.RunAsync(
            (head?.Version ?? -1) / LogParts.Size + 1,
            part => store.ReadStreamAsync(stream, ReadDirection.Forwards, part * LogParts.Size, LogParts.Size, cancellationToken),
            parts => parts.ForEach(check.Take),
            cancellationToken);
        check.End(head, entered);
        var chain = check.Fault;
        var run = await check.EndRunAsync(store, cancellationToken);
        return pass.Report(1, chain is null ? [] : [chain]) with { Run = run };
    }

    /// <summary>Checks every stream in one pass over the log.</summary>
    public async Task<ChainReport> VerifyAllAsync(IReadOnlyDictionary<StreamId, IReadOnlyList<EnteredHead>> entered, CancellationToken cancellationToken)
    {
        var checks = new Dictionary<StreamId, StreamCheck>();
        StreamCheck Of(StreamId stream) => checks.TryGetValue(stream, out var check) ? check : checks[stream] = new StreamCheck(stream, catalog.Upcasters);
        IReadOnlyList<EnteredHead> EnteredOf(StreamId stream) => entered.GetValueOrDefault(stream, []);

        var last = 0L;
        await foreach (var e in store.ReadAllAsync(ReadDirection.Backwards, long.MaxValue, EventFilter.All, 1, cancellationToken))
        {
            last = e.Position;
        }

        var pass = new LogPass(EnteredOf, catalog.Upcasters);
        var size = Math.Max(LogParts.Size, last / 1024);
        await pass.RunAsync(
            last / size + 1,
            part => store.ReadAllAsync(ReadDirection.Forwards, (part * size) + 1, EventFilter.All, cancellationToken: cancellationToken)
                .TakeWhile(e => e.Position <= (part + 1) * size),
            parts => parts.ForEach(p => Of(p.Stream).Take(p)),
            cancellationToken);
        var ended = new HashSet<StreamId>();
        await foreach (var head in store.HeadsAsync(null, cancellationToken))
        {
            ended.Add(head.Stream);
            Of(head.Stream).End(head, EnteredOf(head.Stream));
        }

        foreach (var stream in checks.Keys.Concat(entered.Keys).Except(ended).ToList())
        {
            Of(stream).End(null, EnteredOf(stream));
        }

        foreach (var check in checks.Values)
        {
            await check.EndRunAsync(store, cancellationToken);
            check.Dispose();
        }

        return pass.Report(checks.Count, [.. checks.Values.Select(c => c.Fault).OfType<BrokenEvent>()]);
    }
}

/// <summary>What a check of hash chains found.</summary>
/// <param name="Artifacts">The artifacts that events refer to, each with the first event that does.</param>
/// <param name="Removed">The artifacts whose removal is on the log.</param>
internal sealed record ChainReport(
    int Streams, long Events, IReadOnlyList<BrokenEvent> Broken, IReadOnlyCollection<ReferredArtifact> Artifacts, IReadOnlySet<Sha256> Removed)
{
    /// <summary>What the events of a run add up to; null where another stream was checked, or the chain is broken.</summary>
    public CheckedRun? Run { get; init; }
}
