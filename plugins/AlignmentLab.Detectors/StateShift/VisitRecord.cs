namespace AlignmentLab.Detectors.StateShift;

/// <summary>The states of one episode, row-major.</summary>
/// <param name="Size">Doubles in a state.</param>
internal readonly record struct StateRows(int Size, ReadOnlyMemory<double> Values)
{
    public int Count => Size == 0 ? 0 : Values.Length / Size;
}

/// <summary>States that a policy visited, not yet read.</summary>
/// <param name="Source">What they come from, such as <c>evaluation test</c>.</param>
/// <param name="MeanReturn">Mean visible return of the episodes.</param>
/// <param name="Versions">Versions of the events that they come from, the last one last.</param>
/// <param name="ReadAsync">Reads the episodes.</param>
internal sealed record VisitRecord(
    string Source, double MeanReturn, IReadOnlyList<long> Versions, Func<CancellationToken, ValueTask<IReadOnlyList<StateRows>>> ReadAsync);
