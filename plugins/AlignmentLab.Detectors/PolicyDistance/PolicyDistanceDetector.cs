using AlignmentLab.Detection;

namespace AlignmentLab.Detectors.PolicyDistance;

/// <summary>
/// Tells when the policy moves away from a trusted one, by the Hellinger distance of their action distributions, state by state;
/// Kullback-Leibler and Jensen-Shannon divergence are reported beside it. After the anomaly detectors of A. Pan, K. Bhatia and J. Steinhardt,
/// "The Effects of Reward Misspecification: Mapping and Mitigating Misaligned Models" (2022, arXiv 2201.03544), section 5: a policy that games its
/// reward is found by its distance from a trusted one, averaged over the states that are met.
/// </summary>
/// <remarks>
/// <para>
/// Two trusted policies are known to a run. The first is the one that its first rollout names. Where it and the policy of a later rollout
/// can say how likely each action is (tables, models with a softmax, learned choices), both are opened and asked in the states of that rollout.
/// What is asked is the distribution on record, not a sample of it: a policy that stays what it was is at 0 exactly, and the null hypothesis is
/// that each next rollout is further away than the least distance that matters with probability 1/2 at most (<see cref="Statistics.BettingEProcess"/>).
/// </para>
/// <para>
/// Where one of the two cannot say, the frequencies of their actions are compared instead: half of the base says how often
/// each is taken, the other half how far rollouts of its own lie from that, and a rise of that distance is tested for
/// (<see cref="Statistics.RiseTest"/>). Frequencies see a policy that takes other actions, not one that takes as many of each elsewhere. Actions of
/// continuous spaces are counted in eight bins of the first dimension. The finding's <c>basis</c> says which of the two it rests on.
/// </para>
/// <para>
/// The second trusted policy is the expert, where it labels rollouts: in each labelled state both policies take one
/// action, which are as far apart as can be or not at all, so that the mean distance along a rollout is the share of labels
/// that disagree; its first rollouts are the base.
/// </para>
/// <para>
/// Honest learning moves a policy too: the detector says that a policy has moved, not that it games, and is not on by default.
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
