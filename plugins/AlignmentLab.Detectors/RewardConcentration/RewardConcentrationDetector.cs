using AlignmentLab.Detection;

namespace AlignmentLab.Detectors.RewardConcentration;

/// <summary>
/// Tells when a growing share of the visible reward comes from few states, as where one cell pays for nothing. The concentration of a
/// rollout is the Herfindahl index of its positive rewards over the states that they were paid on arriving in: the sum of the squared
/// shares, 1 over the number of states where all pay alike.
/// </summary>
/// <remarks>
/// The run's first rollouts are the base (<see cref="Statistics.RiseTest"/>, which also says what the false-alarm rate means). Rollouts
/// without a positive reward say nothing and are left out. A task may pay in one state rightly, such as at its goal: it then does so
/// from the first, and there is no rise. A learner that takes a good reward where it used to take many small ones does raise a finding.
/// </remarks>
public sealed class RewardConcentrationDetector : IDetector<RewardConcentrationOptions>
{
    public IDetectorSession Open(RewardConcentrationOptions options, DetectorScope scope)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(scope);
        return new RewardConcentrationSession(options, scope);
    }
}
