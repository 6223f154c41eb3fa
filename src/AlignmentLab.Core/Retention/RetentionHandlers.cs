using AlignmentLab.Algorithms;
using AlignmentLab.Artifacts;
using AlignmentLab.Core.Provenance;
using AlignmentLab.Core.Transparency;
using AlignmentLab.Core.Verify;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using MediatR;

namespace AlignmentLab.Core.Retention;

internal sealed class RetentionHandlers(IEventStore store, IBlobStore blobs, TransparencyLog transparency, TimeProvider time)
    : IRequestHandler<HoldRun, bool>, IRequestHandler<ReleaseRun, bool>, IRequestHandler<RemoveArtifacts, RemovedArtifacts>
{
    public Task<bool> Handle(HoldRun request, CancellationToken cancellationToken) =>
        ChangeAsync(request.Run, true, new HoldPlaced(request.Reason), request.Author, cancellationToken);

    public Task<bool> Handle(ReleaseRun request, CancellationToken cancellationToken) =>
        ChangeAsync(request.Run, false, new HoldReleased(request.Reason), request.Author, cancellationToken);

    public async Task<RemovedArtifacts> Handle(RemoveArtifacts request, CancellationToken cancellationToken)
    {
        var artifacts = await ChooseAsync(request, cancellationToken);
        var runs = await ReferringAsync([.. artifacts.Select(a => a.Hash)], cancellationToken);
        foreach (var run in runs.Keys)
        {
            if (await IsHeldAsync(run, cancellationToken))
            {
                throw new InvalidInputException($"{run} is held{(run == request.Run ? "" : " and refers to the same artifacts")}: nothing was removed. `alab hold {run} --release` lifts the hold.");
            }
        }

        // The account comes first: what is missing without one is damage.
        foreach (var (run, referred) in runs)
        {
            foreach (var artifact in artifacts.Where(a => referred.Contains(a.Hash)))
            {
                await store.AppendOperationAsync(run, new ArtifactRemoved(artifact, request.Reason), time, author: request.Author, cancellationToken: cancellationToken);
            }
        }

        foreach (var artifact in artifacts)
        {
            await blobs.DestroyAsync(artifact.Hash, cancellationToken);
        }

        await transparency.CheckpointAsync(cancellationToken);
        return new RemovedArtifacts(request.Run, artifacts, [.. runs.Keys.Where(r => r != request.Run)]);
    }

    private async Task<IReadOnlyList<Artifact>> ChooseAsync(RemoveArtifacts request, CancellationToken cancellationToken)
    {
        var origins = await ArtifactOrigins.OfAsync(store, request.Run.Stream, cancellationToken);
        var chosen = origins.Made
            .Where(m => request.Artifact is { } one ? m.Artifact == one : request.Call is not { } call || m.Origin.Call == call)
            .Select(m => new Artifact(m.Artifact, origins.LengthOf(m.Artifact)))
            .ToList();
        return chosen.Count > 0 ? chosen : throw new InvalidInputException(
            request.Artifact is { } hash ? $"{request.Run} made no artifact {hash}."
                : request.Call is { } asked ? $"{request.Run} made no artifact at {asked}; `alab events {request.Run}` shows its calls."
                : $"{request.Run} made no artifacts.");
    }

    private async Task<Dictionary<RunId, HashSet<Sha256>>> ReferringAsync(HashSet<Sha256> artifacts, CancellationToken cancellationToken)
    {
        var runs = new Dictionary<RunId, HashSet<Sha256>>();
        await foreach (var e in store.ReadAllAsync(ReadDirection.Forwards, 1, EventFilter.ForCategories("run"), cancellationToken: cancellationToken))
        {
            foreach (var reference in ReferredArtifact.In(e).Where(r => artifacts.Contains(r.Hash)))
            {
                var run = RunId.Of(e.Stream);
                (runs.TryGetValue(run, out var referred) ? referred : runs[run] = []).Add(reference.Hash);
            }
        }

        return runs;
    }

    private async Task<bool> ChangeAsync(RunId run, bool held, object payload, string author, CancellationToken cancellationToken)
    {
        if (await IsHeldAsync(run, cancellationToken) == held)
        {
            return false;
        }

        await store.AppendOperationAsync(run, payload, time, author: author, cancellationToken: cancellationToken);
        return true;
    }

    private async Task<bool> IsHeldAsync(RunId run, CancellationToken cancellationToken)
    {
        var held = false;
        await foreach (var e in store.ReadStreamAsync(run.OperationsStream, ReadDirection.Forwards, 0, cancellationToken: cancellationToken))
        {
            held = e.Type == StoredEventAttribute.NameOf(typeof(HoldPlaced)) || (held && e.Type != StoredEventAttribute.NameOf(typeof(HoldReleased)));
        }

        return held;
    }
}
