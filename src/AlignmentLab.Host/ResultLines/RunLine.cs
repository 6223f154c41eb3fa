using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Core.Runs.Specs;
using AlignmentLab.Environments;
using AlignmentLab.Events;
using AlignmentLab.Experts;

namespace AlignmentLab.Host.ResultLines;

/// <summary>A run's result.</summary>
internal sealed record RunLine(
    RunId Run,
    RunStatus Status,
    long Events,
    Sha256 Digest,
    Sha256 Root,
    IReadOnlyDictionary<string, double> Metrics,
    int Incidents,
    string? Reason)
{
    public static RunLine Of(RunResult result) =>
        new(result.Run, result.Status, result.Events, result.Digest, result.Root, result.Metrics, result.Incidents, result.Reason);
}

/// <summary>A run's result with what defined it.</summary>
/// <param name="At">The version that it is shown as of; null for now.</param>
/// <param name="Contradictions">Where its last event says something else of it than the events before; null where it does not.</param>
internal sealed record ShownRunLine(
    RunId Run,
    RunStatus Status,
    long Events,
    Sha256 Digest,
    Sha256 Root,
    IReadOnlyDictionary<string, double> Metrics,
    int Incidents,
    string? Reason,
    long? At,
    string Name,
    string Set,
    ulong Seed,
    IReadOnlyDictionary<string, JsonNode?> Overrides,
    AlgorithmRef Algorithm,
    EnvironmentRef Environment,
    ExpertRef? Expert,
    IReadOnlyList<DetectorRef> Detectors,
    Budgets Budgets,
    JobSettings Jobs,
    string Trainer,
    IReadOnlyList<PluginVersion> Plugins,
    RunParent? Parent,
    string? Description,
    IReadOnlyList<string>? Contradictions)
{
    public static ShownRunLine Of(ShownRun shown, long? at) => Of(shown.Result, shown.Submitted, shown.Contradictions, at);

    private static ShownRunLine Of(RunResult result, RunSubmitted submitted, IReadOnlyList<string> contradictions, long? at) => new(
        result.Run, result.Status, result.Events, result.Digest, result.Root, result.Metrics, result.Incidents, result.Reason, at,
        submitted.Name, submitted.Set, submitted.Seed, submitted.Overrides, submitted.Algorithm, submitted.Environment, submitted.Expert,
        submitted.Detectors, submitted.Budgets, submitted.Jobs, submitted.Trainer, submitted.Plugins, submitted.Parent, submitted.Description,
        contradictions.Count > 0 ? contradictions : null);
}

/// <summary>A run that another process works on from now on.</summary>
/// <param name="Log">The file that takes what the process says.</param>
internal sealed record DetachedRunLine(RunId Run, RunStatus Status, int Process, string Log);

/// <summary>A run that a server works on from now on.</summary>
/// <param name="Server">Its address.</param>
internal sealed record RemoteRunLine(RunId Run, RunStatus Status, string Server);
