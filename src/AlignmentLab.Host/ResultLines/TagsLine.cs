using AlignmentLab.Algorithms;

namespace AlignmentLab.Host.ResultLines;

/// <summary>The tags of a run after a change.</summary>
internal sealed record TagsLine(RunId Run, IReadOnlyList<string> Tags);
