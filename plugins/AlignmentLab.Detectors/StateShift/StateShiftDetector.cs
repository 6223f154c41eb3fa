using AlignmentLab.Detection;

namespace AlignmentLab.Detectors.StateShift;

/// <summary>
/// Compares the states that a trained policy visits with the states that it was trained on: the shift by which small errors
/// compound in imitation (Ross, Gordon and Bagnell 2011) and which keeps training measures from saying how a policy will act.
/// </summary>
/// <remarks>
/// <para>
/// At each evaluation of a policy with a learned part, the states visited meet the labelled states of that part's training
/// request, feature by feature, by the Kolmogorov-Smirnov distance.
/// </para>
/// <para>
/// States of one episode resemble each other, so that a test which takes them for independent raises false alarms. The unit
/// here is the episode: one rollout's labels on the side of training. Where the number of episodes lets it reach the level,
/// <see cref="Statistics.EpisodePermutationTest"/> decides, which is exact; with a handful of training episodes
/// <see cref="Statistics.EffectiveSizeTest"/> does, which is approximate. Repeated looks share one level
/// (<see cref="Statistics.AlphaSpending"/>).
/// </para>
/// <para>
/// What is tested is whether the episodes are exchangeable. A training episode of which only the beginning was labelled
/// differs from a whole one under the same policy; if the labels end long before the episodes do, that is the shift found.
/// </para>
/// <para>
/// A run has one incident, to which later looks add. Severity follows the size of the effect, not its significance: see
/// <see cref="ShiftSize"/>.
/// </para>
/// </remarks>
public sealed class StateShiftDetector : IDetector<StateShiftOptions>
{
    public IDetectorSession Open(StateShiftOptions options, DetectorScope scope)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(scope);
        return new StateShiftSession(options, scope);
    }
}
