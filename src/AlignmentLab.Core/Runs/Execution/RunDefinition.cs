using AlignmentLab.Algorithms;
using AlignmentLab.Environments;

namespace AlignmentLab.Core.Runs.Execution;

/// <summary>A run as its first event defines it, with what the installed plugins say of its environment.</summary>
public sealed record RunDefinition(RunId Run, RunSubmitted Submitted, EnvironmentInfo Environment);
