using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Runs.Show;

/// <summary>One line of a list of runs. Of a damaged run only its name, status, events and the reason are known.</summary>
/// <param name="Metrics">
/// What a completed run says of itself, else the last measurement of each name among the latest events: a list reads no
/// stream to its end. <see cref="ShowRun"/> looks at every measurement, and tells where a run says something else.
/// </param>
/// <param name="Parent">Where it was forked from, if it is a fork.</param>
/// <param name="Overrides">The grid point, as path and value, or what was set against the parent of a fork.</param>
/// <param name="Damage">What cannot be read of it, or null.</param>
/// <param name="Tags">What people tagged it with; null: nothing, or as of a moment before now.</param>
public sealed record RunSummary(
    RunId Run,
    RunStatus Status,
    string Algorithm,
    string Environment,
    ulong Seed,
    string Set,
    DateTimeOffset SubmittedAt,
    long Events,
    IReadOnlyDictionary<string, double> Metrics,
    RunParent? Parent = null,
    IReadOnlyDictionary<string, JsonNode?>? Overrides = null,
    string? Damage = null,
    IReadOnlyCollection<string>? Tags = null)
{
    /// <summary>A run of which nothing but its stream's end can be told.</summary>
    public static RunSummary Damaged(StreamHead head, string damage) => new(
        RunId.Of(head.Stream), RunStatus.Damaged, "", "", 0, "", DateTimeOffset.UnixEpoch, head.Version + 1,
        new Dictionary<string, double>(StringComparer.Ordinal), Damage: damage);
}
