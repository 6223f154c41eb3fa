using AlignmentLab.Detection;

namespace AlignmentLab.Detectors.Evidence;

/// <summary>Versions of the events that figures come from: those of the first figures, the base, and the newest.</summary>
internal sealed class SeenVersions
{
    private const int Newest = 32;

    private readonly SortedSet<long> _base = [];
    private readonly Queue<long> _newest = new();

    /// <param name="ofBase">Whether later figures are held against this one.</param>
    public void Add(Observed observed, bool ofBase)
    {
        foreach (var version in new[] { observed.RequestVersion, observed.Version }.Distinct())
        {
            if (ofBase)
            {
                _base.Add(version);
            }
            else if (!_newest.Contains(version))
            {
                _newest.Enqueue(version);
            }
        }

        while (_newest.Count > 2 * Newest)
        {
            _newest.Dequeue();
        }
    }

    /// <summary>Ascending, each once.</summary>
    public IReadOnlyList<long> All => [.. _base.Union(_newest).Order()];
}
