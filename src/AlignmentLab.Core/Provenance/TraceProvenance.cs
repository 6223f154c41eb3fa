using AlignmentLab.Algorithms;
using AlignmentLab.Events;
using MediatR;

namespace AlignmentLab.Core.Provenance;

/// <summary>Walks back from a checkpoint file to the labels that fed it, and checks what the file says of itself.</summary>
/// <param name="File">A safetensors file: one that carries its proof, or a bare artifact of the lab.</param>
/// <param name="PublicKey">DER SubjectPublicKeyInfo to check the file's signature with; null: the lab's own.</param>
public sealed record TraceProvenance(ReadOnlyMemory<byte> File, ReadOnlyMemory<byte>? PublicKey = null) : IRequest<ProvenanceReport>;

/// <summary>Where a checkpoint comes from.</summary>
/// <param name="Call">The training job that made it.</param>
/// <param name="Version">Of the event that recorded it.</param>
/// <param name="Artifact">SHA-256 of the checkpoint without its proof.</param>
/// <param name="Dataset">SHA-256 of the selection of labels that the request names.</param>
/// <param name="SignedBy">The key that signed the file's proof; null for a bare artifact.</param>
/// <param name="Calls">How many calls it rests on, its own included.</param>
/// <param name="Labels">The label events that it rests on, the training's own selection and those of the models before it, in the order of the log.</param>
/// <param name="Faults">What the file says and the log does not bear out, or what in the log is not as it was written.</param>
public sealed record ProvenanceReport(
    RunId Run,
    CallId Call,
    long Version,
    DateTimeOffset TrainedAt,
    Sha256 Artifact,
    Sha256? Dataset,
    string? SignedBy,
    int Calls,
    IReadOnlyList<LabelSource> Labels,
    IReadOnlyList<string> Faults);

/// <summary>Labels that somebody gave along one rollout.</summary>
/// <param name="Version">Of the event that recorded them.</param>
/// <param name="Expert">Who was asked.</param>
/// <param name="Author">Who put the answer on the log.</param>
/// <param name="Queries">What it cost: states that the expert was asked about.</param>
/// <param name="VisitedBy">The kind of policy whose rollout visited the states, such as <c>mixture.v1</c>.</param>
/// <param name="Direct">Whether the checkpoint was trained on them itself; else a model or a rollout before it rests on them.</param>
public sealed record LabelSource(long Version, CallId Call, DateTimeOffset At, string Expert, string Author, long Queries, string? VisitedBy, bool Direct);
