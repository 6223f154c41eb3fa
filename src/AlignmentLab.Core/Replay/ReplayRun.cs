using System.Text.Json.Serialization;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs.Execution;
using AlignmentLab.Core.Team;
using AlignmentLab.Events;
using MediatR;

namespace AlignmentLab.Core.Replay;

/// <summary>How much of a run is done again.</summary>
public enum ReplayLevel
{
    /// <summary>The hashes of its stream are computed again; those that a fork took over are compared with its parent's.</summary>
    Log,

    /// <summary>And the algorithm is run against the recorded results: it must ask for the same, in the same places.</summary>
    Decisions,

    /// <summary>And the jobs are carried out again from their recorded requests: they must give the same, bit for bit.</summary>
    Effects,
}

/// <summary>Re-runs a history and compares. Nothing of the run is written.</summary>
/// <param name="Sample">Share of the jobs to carry out again, in (0, 1]; null: all.</param>
/// <param name="SampleSeed">
/// Decides which ones. Null: drawn at random, so that nobody who falsifies a job can know whether it will be looked at.
/// </param>
/// <param name="Author">Who replays it: what came of it then goes on the operations stream. Null: nothing is written at all.</param>
public sealed record ReplayRun(
    RunId Run, ReplayLevel Level, double? Sample = null, ulong? SampleSeed = null, [property: JsonIgnore] IProgress<double>? Progress = null, string? Author = null)
    : IRequest<ReplayReport>, IAuthored
{
    string IAuthored.Author => Author ?? "";
}

/// <summary>On the operations stream: somebody replayed the run.</summary>
/// <param name="Sample">Share of the jobs that were carried out again; null: all that the level asks for.</param>
[StoredEvent("run-replayed.v1")]
public sealed record RunReplayed(ReplayLevel Level, bool Identical, double? Sample = null);

/// <summary>What a replay found.</summary>
/// <param name="Effects">Effects and facts in the history.</param>
/// <param name="Decisions">Of these, how many the algorithm asked for again; null below that level.</param>
/// <param name="Repeated">Of these, how many jobs were carried out again; null below that level.</param>
/// <param name="Divergence">The first difference, or null where there is none.</param>
/// <param name="Ended">Whether the run has ended; a run under way is compared as far as it has come.</param>
public sealed record ReplayReport(RunId Run, ReplayLevel Level, int Effects, int? Decisions, int? Repeated, ReplayDivergence? Divergence, bool Ended)
{
    public bool Identical => Divergence is null;

    /// <summary>Where the run was forked from, and whether its prefix was compared with that run; null for a run that is no fork.</summary>
    public ReplayedParent? Parent { get; init; }

    /// <summary>Jobs that a fork took over, which its parent's own replay covers; null where no job was repeated.</summary>
    public int? Inherited { get; init; }

    /// <summary>Jobs whose results came from outside and were taken from the log; null where no job was repeated.</summary>
    public int? FromLog { get; init; }

    /// <summary>Jobs that cannot be repeated, since an artifact that they need was removed from the lab; null where no job was repeated.</summary>
    public int? Withheld { get; init; }

    /// <summary>The effects that <see cref="FromLog"/> counts, by name.</summary>
    public IReadOnlyList<string> Outside { get; init; } = [];

    /// <summary>Null where every job was repeated, or none.</summary>
    public JobSample? Sample { get; init; }
}

/// <summary>What a fork's prefix was compared with.</summary>
/// <param name="Compared">False: the parent is not in this lab, and the prefix stands by its own hashes alone.</param>
public sealed record ReplayedParent(RunId Run, bool Compared);
