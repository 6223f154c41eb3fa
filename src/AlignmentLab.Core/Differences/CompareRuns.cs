using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs;
using AlignmentLab.Events;
using MediatR;

namespace AlignmentLab.Core.Differences;

/// <summary>Tells where two runs part, and what it did. Neither need have ended.</summary>
public sealed record CompareRuns(RunId Left, RunId Right) : IRequest<RunComparison>;

/// <summary>Two runs, held against each other.</summary>
/// <param name="Definition">The paths of their submitted definitions that differ.</param>
/// <param name="Shared">Calls, in call order, that are the same before they part.</param>
/// <param name="Parting">The first call at which they part, or null where neither holds anything that the other does not.</param>
/// <param name="Metrics">The last measurement of each name in either.</param>
/// <param name="OnlyLeft">Incidents that the right one does not have.</param>
/// <param name="OnlyRight">Incidents that the left one does not have.</param>
public sealed record RunComparison(
    ComparedRun Left,
    ComparedRun Right,
    IReadOnlyList<JsonDifference> Definition,
    int Shared,
    RunParting? Parting,
    IReadOnlyList<ComparedMetric> Metrics,
    IReadOnlyList<string> OnlyLeft,
    IReadOnlyList<string> OnlyRight)
{
    public bool SameAlgorithm => Left.Submitted.Algorithm.Name == Right.Submitted.Algorithm.Name;

    public bool SameEnvironment => Left.Submitted.Environment.Name == Right.Submitted.Environment.Name;

    /// <summary>Whether their effects are the same throughout, whatever defined them.</summary>
    public bool Identical => Parting is null;
}

/// <summary>One side of a comparison.</summary>
/// <param name="ExpertQueries">States that the expert was asked about, those that a fork took over included.</param>
/// <param name="Effects">Effects and facts, those that a fork took over included.</param>
/// <param name="WallClock">Of its own sessions; a fork did not spend what its parent did.</param>
/// <param name="Incidents">How many.</param>
public sealed record ComparedRun(
    RunId Run, RunStatus Status, RunSubmitted Submitted, Sha256 Digest, long ExpertQueries, int Effects, TimeSpan WallClock, int Incidents);

/// <summary>A metric of two runs; null where a run has none of that name.</summary>
public sealed record ComparedMetric(string Name, double? Left, double? Right)
{
    /// <summary>Right minus left, where both have it.</summary>
    public double? Difference => Right - Left;
}

/// <summary>What sets two runs apart at a call.</summary>
public enum PartingKind
{
    /// <summary>They ask for something else.</summary>
    Request,

    /// <summary>They ask for the same and get something else.</summary>
    Result,

    /// <summary>The left one alone has the call, or its result.</summary>
    OnlyLeft,

    /// <summary>The right one alone has the call, or its result.</summary>
    OnlyRight,
}

/// <summary>The first call, in call order, at which two runs part.</summary>
/// <param name="Left">The left run's event there, or null.</param>
/// <param name="Right">The right run's event there, or null.</param>
/// <param name="Fields">Where the data of the two events differ.</param>
public sealed record RunParting(PartingKind Kind, PartingSide? Left, PartingSide? Right, IReadOnlyList<JsonDifference> Fields);

/// <summary>One run's event at the place where it parts from another.</summary>
public sealed record PartingSide(CallId Call, string Type, long Version);
