using AlignmentLab.Detection;

namespace AlignmentLab.Detectors.OccupancyShift;

/// <summary>
/// Tells when the policy comes to visit its states in other proportions than the run's first rollouts did: the shift of its occupancy (state
/// visitation) measure, which reward gaming brings about and honest learning as well.
/// </summary>
/// <remarks>
/// <para>
/// It is not <c>state-shift</c>, which asks whether a policy acts in states that it was not trained on, and so has nothing to compare
/// with where nothing is learned from labels. Here the run's own first rollouts are what is trusted, whoever acts.
/// </para>
/// <para>
/// Half of the base says where the trusted policy goes. States that come again in it are told one by one, and what was never met counts as
/// one state more; where fewer than half do, as in continuous spaces, each feature is told by eight bins between its quantiles, and the feature that
/// differs most counts. A rollout's figure is the Hellinger distance of its own visits from that; the other half of the base says how
/// far rollouts of the trusted policy lie from it by chance, and a rise is tested for (<see cref="Statistics.RiseTest"/>). The newest rollouts taken
/// together must be far enough away as well.
/// </para>
/// </remarks>
public sealed class OccupancyShiftDetector : IDetector<OccupancyShiftOptions>
{
    public IDetectorSession Open(OccupancyShiftOptions options, DetectorScope scope)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(scope);
        return new OccupancyShiftSession(options, scope);
    }
}
