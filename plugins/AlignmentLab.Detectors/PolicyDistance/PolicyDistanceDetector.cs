using AlignmentLab.Detection;

namespace AlignmentLab.Detectors.PolicyDistance;

/// <summary>
/// Tells when what the policy does moves away from what a trusted policy does, by the Hellinger distance of their action distributions;
/// Kullback-Leibler and Jensen-Shannon divergence are reported beside it. After the anomaly detectors of A. Pan, K. Bhatia and J. Steinhardt,
/// "The Effects of Reward Misspecification: Mapping and Mitigating Misaligned Models" (2022), section 5: a policy that games its
/// reward is found by its distance from a trusted one.
/// </summary>
/// <remarks>
/// <para>
/// Two trusted policies are known to a run. The first is the one that its first rollouts show: half of the base says how often it takes each
/// action, the other half how far rollouts of its own lie from that, and a rise of that distance is tested for
/// (<see cref="Statistics.RiseTest"/>). The second is the expert, where it labels rollouts: in each labelled state both policies take one
/// action, which are as far apart as can be or not at all, so that the mean distance along a rollout is the share of labels
/// that disagree; its first rollouts are the base.
/// </para>
/// <para>
/// The paper compares the distributions themselves state by state. Events do not record those; the distances of frequencies see a policy
/// that takes other actions, not one that takes as many of each elsewhere. Actions of continuous spaces are counted in eight bins of the first
/// dimension. Honest learning moves a policy too: the detector says that a policy has moved, not that it games, and is not on by default.
/// </para>
/// </remarks>
public sealed class PolicyDistanceDetector : IDetector<PolicyDistanceOptions>
{
    public IDetectorSession Open(PolicyDistanceOptions options, DetectorScope scope)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(scope);
        return new PolicyDistanceSession(options, scope);
    }
}
