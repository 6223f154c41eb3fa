using AlignmentLab.Algorithms;
using AlignmentLab.Events;

namespace AlignmentLab.Host.ResultLines;

/// <summary>How many models a run has trained.</summary>
internal sealed record ModelsLine(RunId Run, int Models);

/// <summary>A model that was written to a file.</summary>
/// <param name="Artifact">SHA-256 of the file without its proof.</param>
internal sealed record ExportedModelLine(RunId Run, CallId Call, string File, Sha256 Artifact);
