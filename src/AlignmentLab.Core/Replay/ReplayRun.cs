using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs.Execution;
using MediatR;

namespace AlignmentLab.Core.Replay;

/// <summary>How much of a run is done again.</summary>
public enum ReplayLevel
{
    /// <summary>The hashes of its stream are computed again.</summary>
    Log,

    /// <summary>And the algorithm is run against the recorded results: it must ask for the same, in the same places.</summary>
    Decisions,

    /// <summary>And the jobs are carried out again from their recorded requests: they must give the same, bit for bit.</summary>
    Effects,
}

/// <summary>Re-runs a history and compares. Nothing is written.</summary>
/// <param name="Sample">Share of the jobs to carry out again, in (0, 1]; which ones follows from <paramref name="SampleSeed"/>.</param>
public sealed record ReplayRun(RunId Run, ReplayLevel Level, double Sample = 1, ulong SampleSeed = 0, IProgress<double>? Progress = null) : IRequest<ReplayReport>;

/// <summary>What a replay found.</summary>
/// <param name="Effects">Effects and facts in the history.</param>
/// <param name="Decisions">Of these, how many the algorithm asked for again; null below that level.</param>
/// <param name="Repeated">Of these, how many jobs were carried out again; null below that level.</param>
/// <param name="Divergence">The first difference, or null where there is none.</param>
/// <param name="Ended">Whether the run has ended; a run under way is compared as far as it has come.</param>
public sealed record ReplayReport(RunId Run, ReplayLevel Level, int Effects, int? Decisions, int? Repeated, ReplayDivergence? Divergence, bool Ended)
{
    public bool Identical => Divergence is null;
}
