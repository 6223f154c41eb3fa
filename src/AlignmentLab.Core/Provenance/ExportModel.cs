using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Artifacts;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Core.Team;
using AlignmentLab.Core.Transparency;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Serialization;
using MediatR;

namespace AlignmentLab.Core.Provenance;

/// <summary>The model checkpoints that a run has trained, policies that it improved among them, in the order of the log, now or as of a moment.</summary>
public sealed record ListModels(RunId Run, AsOf At = default) : IRequest<IReadOnlyList<TrainedCheckpoint>>;

/// <summary>A checkpoint on the log.</summary>
/// <param name="Version">Of the event that recorded it.</param>
/// <param name="Examples">Labels trained on; for an improved policy, the steps of the episodes.</param>
public sealed record TrainedCheckpoint(CallId Call, long Version, DateTimeOffset At, Artifact Artifact, long Examples, double? Loss, string Engine);

/// <summary>A checkpoint as a file that carries its proof.</summary>
/// <param name="Call">The training job; null: the run's last.</param>
/// <param name="Author">Who exports it: that goes on the operations stream. Null: nothing is written.</param>
public sealed record ExportModel(RunId Run, CallId? Call = null, string? Author = null) : IRequest<ExportedModel>, IAuthored
{
    string IAuthored.Author => Author ?? "";
}

/// <summary>On the operations stream: the model that its call trained was written into a file that can leave the lab.</summary>
[StoredEvent("model-exported.v1")]
public sealed record ModelExported(Artifact Model);

/// <param name="File">A safetensors file.</param>
public sealed record ExportedModel(CheckpointProof Proof, byte[] File);

internal sealed class ModelQueries(IEventStore store, IArtifactReader artifacts, ILogAuthority authority, TimeProvider time)
    : IRequestHandler<ListModels, IReadOnlyList<TrainedCheckpoint>>, IRequestHandler<ExportModel, ExportedModel>
{
    private static readonly string Trained = EffectAttribute.Of(typeof(TrainRequest)).Completed;
    private static readonly string Improved = EffectAttribute.Of(typeof(ImprovePolicyRequest)).Completed;

    public async Task<IReadOnlyList<TrainedCheckpoint>> Handle(ListModels request, CancellationToken cancellationToken)
    {
        var origins = await ArtifactOrigins.OfAsync(store, request.Run.Stream, cancellationToken);
        return [.. Models(origins).Where(m => request.At.Includes(m.Result)).Select(Describe)];
    }

    public async Task<ExportedModel> Handle(ExportModel request, CancellationToken cancellationToken)
    {
        var origins = await ArtifactOrigins.OfAsync(store, request.Run.Stream, cancellationToken);
        var models = Models(origins).ToList();
        var origin = (request.Call is { } call ? models.Find(m => m.Call == call) : models.LastOrDefault()) ?? throw new InvalidInputException(
            models.Count == 0 ? $"{request.Run} has trained no model."
                : $"{request.Run} trained no model at {request.Call}. It did at: {string.Join(", ", models.Take(10).Select(m => m.Call))}{(models.Count > 10 ? ", ..." : "")}.");
        var model = Describe(origin);
        var proof = new CheckpointProof(
            request.Run, origin.Call, model.Version, origin.Result.ChainHash, origins.FirstPosition, origin.Result.Position, model.Artifact.Hash, origin.DatasetHash());
        var key = authority.CreateKey();
        var signed = SignedNote.Sign(proof.Text, key, text => authority.Sign(text));
        var file = proof.Attach(await artifacts.ReadAsync(model.Artifact, cancellationToken), signed);
        if (request.Author is { } author)
        {
            await store.AppendOperationAsync(request.Run, new ModelExported(model.Artifact), time, origin.Call, author, cancellationToken);
        }

        return new ExportedModel(proof, file);
    }

    // An improvement makes two artifacts, a policy and a value network: it is one model, the policy.
    private static IEnumerable<Origin> Models(ArtifactOrigins origins) =>
        origins.Made.Select(m => m.Origin).Where(o => o.Result.Type == Trained || o.Result.Type == Improved).DistinctBy(o => o.Call);

    private static TrainedCheckpoint Describe(Origin origin)
    {
        if (origin.Result.Type == Improved)
        {
            var improvement = EventJson.Deserialize<EffectOutcome<PolicyImprovement>>(origin.Result.Data.Span).Result;
            return new TrainedCheckpoint(
                origin.Call, origin.Result.Version, origin.Result.RecordedAt, improvement.Policy, improvement.Steps, improvement.PolicyLoss, improvement.Engine);
        }

        var request = EventJson.Deserialize<TrainRequest>(origin.Request.Data.Span);
        var result = EventJson.Deserialize<EffectOutcome<TrainingResult>>(origin.Result.Data.Span).Result;
        return new TrainedCheckpoint(
            origin.Call, origin.Result.Version, origin.Result.RecordedAt, result.Checkpoint, request.Dataset.Count(), result.EpochLosses is [.., var loss] ? loss : null, result.Engine);
    }
}
