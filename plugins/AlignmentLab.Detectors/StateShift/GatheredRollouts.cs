using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Artifacts;
using AlignmentLab.Detection;
using AlignmentLab.Policies;

namespace AlignmentLab.Detectors.StateShift;

/// <summary>Gathers the rollouts of one policy until there are enough of them for a look; those of another policy begin anew.</summary>
/// <param name="perLook">How many are enough; null gathers none.</param>
internal sealed class GatheredRollouts(int? perLook, IArtifactReader artifacts)
{
    private readonly List<(Rollout Rollout, IReadOnlyList<long> Versions)> _gathered = [];
    private Policy? _policy;

    /// <returns>What has been gathered, once it is enough.</returns>
    public VisitRecord? Take(Observed observed, RolloutRequest request, Rollout rollout)
    {
        if (perLook is not { } enough)
        {
            return null;
        }

        if (request.Policy != _policy)
        {
            _policy = request.Policy;
            _gathered.Clear();
        }

        _gathered.Add((rollout, [observed.RequestVersion, observed.Version]));
        if (_gathered.Count < enough)
        {
            return null;
        }

        var visit = Visits.Of(_gathered, artifacts);
        _gathered.Clear();
        return visit;
    }
}
