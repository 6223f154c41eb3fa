namespace AlignmentLab.Host.ResultLines;

/// <summary>What the demo came to.</summary>
/// <param name="Diverged">Runs whose replay was not identical.</param>
internal sealed record DemoLine(IReadOnlyList<RunLine> Runs, int Incidents, int Diverged, bool Intact);
