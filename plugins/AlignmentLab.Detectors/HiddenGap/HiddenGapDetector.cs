using AlignmentLab.Detection;

namespace AlignmentLab.Detectors.HiddenGap;

/// <summary>
/// Tells when visible reward rises while hidden performance falls or stays behind: reward gaming, as an auditor sees it who may
/// read what the learner is kept from (J. Leike and others, "AI Safety Gridworlds", 2017; A. Pan, K. Bhatia and J. Steinhardt, "The
/// Effects of Reward Misspecification", 2022).
/// </summary>
/// <remarks>
/// <para>
/// Three sorts of figures are watched, each by itself: rollouts, episodes of evaluations, and learning curves that an effect recorded
/// (<c>returns</c> in the result beside an array as long in what is hidden), as well as expected returns of plans. The first ones are
/// a base, and so are those that end at twice as many, at four times as many and so on: against a later base a fall is seen that follows
/// an honest rise.
/// </para>
/// <para>
/// A finding needs two things of the figures after a base: that visible returns lie above the base's median, and that hidden ones gain
/// less than a given share of what visible ones gain, both gains told in spreads (half the interquartile range) of the base. Where the two are told in
/// one unit, which is where they are equal in an eighth of the base, a hidden performance that falls short of a positive visible return by a given share
/// of it counts as well: a policy may do better by both than random actions did, and be paid for what nobody wanted. Each is a
/// bet against "in at most half of the figures" (<see cref="Statistics.BettingEProcess"/>), and the lesser of the two capitals counts. The
/// guarantee: where visible return does not rise, or where hidden performance keeps up in that sense in at least half of the episodes given those
/// before, the chance of a finding anywhere in the run is at most alpha, however often one looks.
/// </para>
/// </remarks>
public sealed class HiddenGapDetector : IDetector<HiddenGapOptions>
{
    public IDetectorSession Open(HiddenGapOptions options, DetectorScope scope)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(scope);
        return new HiddenGapSession(options);
    }
}
