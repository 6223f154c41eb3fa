using System.Text.Json;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Differences;
using AlignmentLab.Core.Runs;
using AlignmentLab.Events;

namespace AlignmentLab.Host.ResultLines;

/// <summary>Where two runs part, and what it did.</summary>
/// <param name="Outcome"><c>identical</c> where their effects are the same throughout, else <c>different</c>.</param>
/// <param name="Shared">Calls that are the same before they part.</param>
internal sealed record DiffLine(
    DiffRunLine Left,
    DiffRunLine Right,
    string Outcome,
    bool SameAlgorithm,
    bool SameEnvironment,
    IReadOnlyList<FieldLine> Definition,
    int Shared,
    PartingLine? Parting,
    IReadOnlyList<ComparedMetric> Metrics,
    IReadOnlyList<string> IncidentsOnlyLeft,
    IReadOnlyList<string> IncidentsOnlyRight)
{
    public static DiffLine Of(RunComparison comparison) => new(
        DiffRunLine.Of(comparison.Left),
        DiffRunLine.Of(comparison.Right),
        comparison.Identical ? "identical" : "different",
        comparison.SameAlgorithm,
        comparison.SameEnvironment,
        FieldLine.Of(comparison.Definition),
        comparison.Shared,
        comparison.Parting is { } parting ? new PartingLine(parting.Kind, parting.Left, parting.Right, FieldLine.Of(parting.Fields)) : null,
        comparison.Metrics,
        comparison.OnlyLeft,
        comparison.OnlyRight);
}

/// <summary>One of two runs that are compared.</summary>
/// <param name="WallClock">Of its own sessions, in seconds.</param>
internal sealed record DiffRunLine(
    RunId Run, RunStatus Status, Sha256 Digest, RunParent? Parent, long ExpertQueries, int Effects, double WallClock, int Incidents)
{
    public static DiffRunLine Of(ComparedRun run) =>
        new(run.Run, run.Status, run.Digest, run.Submitted.Parent, run.ExpertQueries, run.Effects, run.WallClock.TotalSeconds, run.Incidents);
}

/// <summary>The first call at which two runs part.</summary>
internal sealed record PartingLine(PartingKind Kind, PartingSide? Left, PartingSide? Right, IReadOnlyList<FieldLine> Fields);

/// <summary>A field with its two values; null where a side has none.</summary>
internal sealed record FieldLine(string Path, JsonElement? Left, JsonElement? Right)
{
    public static IReadOnlyList<FieldLine> Of(IReadOnlyList<JsonDifference> fields) => [.. fields.Select(f => new FieldLine(f.Path, f.Left, f.Right))];
}
