using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Notes;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Specs;

namespace AlignmentLab.Core.Projections;

/// <summary>A run as lists and charts show it.</summary>
/// <param name="Fault">Why the run cannot be shown as it should be, such as a damaged first event; null where it can.</param>
/// <param name="LastAt">When its last event was recorded.</param>
/// <param name="Events">Events on its stream.</param>
/// <param name="Calls">Effects and facts begun.</param>
/// <param name="Pending">Effects requested and without a result.</param>
/// <param name="ExpertQueries">States, pairs and questions that experts and judges were asked about.</param>
/// <param name="Reason">Why it failed, was cancelled or is paused.</param>
/// <param name="Metrics">By name, 64 at most.</param>
/// <param name="Returns">Null before the first rollout.</param>
/// <param name="Notes">What people noted on it.</param>
public sealed record RunView(
    RunId Run,
    RunOutline Outline,
    string? Fault,
    RunStatus Status,
    DateTimeOffset SubmittedAt,
    DateTimeOffset LastAt,
    long Events,
    long Calls,
    long Pending,
    long ExpertQueries,
    string? Reason,
    IReadOnlyDictionary<string, MetricView> Metrics,
    ReturnsView? Returns,
    RunNotes Notes)
{
    /// <summary>Queries that wait for people.</summary>
    public int Waiting { get; init; }

    /// <summary>Begun or not, it has not ended.</summary>
    public bool IsUnfinished => Status is RunStatus.Submitted or RunStatus.Running or RunStatus.Interrupted or RunStatus.Paused;
}

/// <summary>What a run is, in the words of its first event.</summary>
/// <param name="Set">The name that all runs of the set begin with.</param>
/// <param name="Point">What the grid point or the fork sets, as <c>path=value</c>.</param>
public sealed record RunOutline(
    string Name,
    string Set,
    ulong Seed,
    string Algorithm,
    string Environment,
    string? Expert,
    string Point,
    Budgets Budgets,
    RunParent? Parent)
{
    /// <summary>Stands where the first event does not read.</summary>
    public static RunOutline Unknown { get; } = new("", "", 0, "?", "?", null, "", new Budgets(), null);

    public static RunOutline Of(RunSubmitted submitted) => new(
        submitted.Name,
        $"{submitted.Name}-{submitted.Set}",
        submitted.Seed,
        submitted.Algorithm.Name,
        submitted.Environment.Name,
        submitted.Expert?.Name,
        string.Join(", ", submitted.Overrides.Select(o => $"{o.Key}={Text(o.Value)}")),
        submitted.Budgets,
        submitted.Parent);

    private static string Text(JsonNode? value) => value?.ToJsonString().Trim('"') ?? "null";
}
