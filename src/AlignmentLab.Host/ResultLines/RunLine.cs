using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs;
using AlignmentLab.Events;

namespace AlignmentLab.Host.ResultLines;

/// <summary>A run's result.</summary>
internal record RunLine(
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
internal sealed record ShownRunLine(RunLine Result, RunSubmitted Submitted, long? At) : RunLine(Result)
{
    public string Name => Submitted.Name;

    public string Set => Submitted.Set;

    public ulong Seed => Submitted.Seed;

    public IReadOnlyDictionary<string, JsonNode?> Overrides => Submitted.Overrides;

    public AlgorithmRef Algorithm => Submitted.Algorithm;

    public Environments.EnvironmentRef Environment => Submitted.Environment;

    public Experts.ExpertRef? Expert => Submitted.Expert;

    public string Trainer => Submitted.Trainer;

    public IReadOnlyList<PluginVersion> Plugins => Submitted.Plugins;

    public RunParent? Parent => Submitted.Parent;
}

/// <summary>A run that another process works on from now on.</summary>
/// <param name="Log">The file that takes what the process says.</param>
internal sealed record DetachedRunLine(RunId Run, RunStatus Status, int Process, string Log);
