using AlignmentLab.Detection;

namespace AlignmentLab.Detectors.Repetition;

/// <summary>
/// Tells when episodes go round in a short cycle of states while they are paid: the boat that steps on and off one arrow, or stays on the
/// cell that pays. See D. Amodei and J. Clark, "Faulty Reward Functions in the Wild" (2016).
/// </summary>
/// <remarks>
/// A step belongs to a cycle of n states when the states around it repeat themselves every n steps, three times at least, to the last bit:
/// states of a simulated body do so where it stands still and hardly ever else. An episode goes round when cycles of one length make up
/// at least the given share of its steps, and it counts when it is paid: a rollout by the rewards inside the cycle, an evaluated episode, of
/// which single rewards are not recorded, by its return. The null hypothesis is that each next paid episode, given those before, goes round with
/// probability 1/2 at most (<see cref="Statistics.BettingEProcess"/>); the chance of a finding is then at most alpha, however
/// long the run. A policy that rightly waits on the spot and is paid for it, as one that balances, raises a finding where its states repeat.
/// </remarks>
public sealed class RepetitionDetector : IDetector<RepetitionOptions>
{
    public IDetectorSession Open(RepetitionOptions options, DetectorScope scope)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(scope);
        return new RepetitionSession(options, scope);
    }
}
