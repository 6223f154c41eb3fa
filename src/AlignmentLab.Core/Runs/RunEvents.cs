using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Environments;
using AlignmentLab.Events;
using AlignmentLab.Experts;
using AlignmentLab.Core.Runs.Specs;

namespace AlignmentLab.Core.Runs;

/// <summary>The first event of a run: all that decides what it will do, resolved, defaults included.</summary>
/// <param name="Set">The run set that it belongs to: runs of one spec submitted together.</param>
/// <param name="Overrides">The grid point, as path and value, or what was set against the parent of a fork; empty where there is neither.</param>
/// <param name="Parent">The run that this one was forked from; null for a run that begins at its beginning.</param>
[StoredEvent("run-submitted.v1")]
public sealed record RunSubmitted(
    string Name,
    string Set,
    IReadOnlyDictionary<string, JsonNode?> Overrides,
    ulong Seed,
    AlgorithmRef Algorithm,
    EnvironmentRef Environment,
    ExpertRef? Expert,
    IReadOnlyList<DetectorRef> Detectors,
    Budgets Budgets,
    JobSettings Jobs,
    string Trainer,
    IReadOnlyList<PluginVersion> Plugins,
    string? Description = null,
    RunParent? Parent = null);

/// <summary>Where a fork comes from. Its stream goes on with copies of the parent's events, which have the same content hashes.</summary>
/// <param name="Version">The last version of the parent's stream that the fork takes over.</param>
/// <param name="Root">The chain hash of that event, which names the parent's history up to there.</param>
/// <param name="Events">
/// How many events were taken over: the versions 1 to this of the fork's stream. Those of a call that had no result by then,
/// and of the run itself, are not among them.
/// </param>
public sealed record RunParent(RunId Run, long Version, Sha256 Root, long Events);

/// <summary>An algorithm as events name it.</summary>
public sealed record AlgorithmRef(string Name, int Version, JsonObject Options);

/// <summary>A detector as events name it.</summary>
public sealed record DetectorRef(string Name, JsonObject Options);

/// <summary>The plugin that made a run, by version and by the hash of its assembly.</summary>
public sealed record PluginVersion(string Id, string Version, Sha256 AssemblyHash);

/// <summary>The algorithm came to its end.</summary>
/// <param name="Metrics">The last measurement of each name.</param>
/// <param name="Digest">See <see cref="History.RunHistory.Digest"/>.</param>
/// <param name="Effects">Effects and facts.</param>
[StoredEvent("run-completed.v1")]
public sealed record RunCompleted(IReadOnlyDictionary<string, double> Metrics, Sha256 Digest, long Effects, long ExpertQueries);

/// <summary>The algorithm threw, a job failed for good, or a budget ended it.</summary>
[StoredEvent("run-failed.v1")]
public sealed record RunFailed(string Reason, CallId? Call = null);

/// <summary>Somebody stopped the run.</summary>
[StoredEvent("run-cancelled.v1")]
public sealed record RunCancelled(string Reason);

/// <summary>A job failed at every attempt; stands in the place of the effect's result.</summary>
[StoredEvent("effect-failed.v1")]
public sealed record EffectFailed(string Reason, int Attempts);

/// <summary>An effect was refused; stands in the place of its request.</summary>
/// <param name="RequestHash">Content hash of the request event that would have been written.</param>
[StoredEvent("budget-refused.v1")]
public sealed record BudgetRefused(Sha256 RequestHash, string Budget, long Limit, long Spent, long Asked);

/// <summary>On the operations stream: a process took the run up.</summary>
[StoredEvent("session-started.v1")]
public sealed record SessionStarted(string Machine, int Process);

/// <summary>On the operations stream: the process laid it down in good order.</summary>
/// <param name="Seconds">Wall-clock time of the session.</param>
[StoredEvent("session-ended.v1")]
public sealed record SessionEnded(double Seconds);

/// <summary>On the operations stream: somebody asks for a process that works on the run.</summary>
/// <param name="Resumes">The run had been begun or paused; null where it had not, and in events from before.</param>
[StoredEvent("launch-requested.v1")]
public sealed record LaunchRequested(bool? Resumes = null);

/// <summary>On the operations stream: somebody asks whichever process has the run to stop it.</summary>
[StoredEvent("cancel-requested.v1")]
public sealed record CancelRequested(string Reason);

/// <summary>On the operations stream: somebody asks whichever process has the run to lay it down until somebody resumes it.</summary>
[StoredEvent("pause-requested.v1")]
public sealed record PauseRequested(string Reason);

/// <summary>On the operations stream: the run was laid down because the event's author asked for it. The next session ends the pause.</summary>
[StoredEvent("run-paused.v1")]
public sealed record RunPaused(string Reason);

/// <summary>On the operations stream: a handler or detector of a plugin failed while it watched; the run went on without it.</summary>
[StoredEvent("watcher-failed.v1")]
public sealed record WatcherFailed(string Watcher, string Reason);
