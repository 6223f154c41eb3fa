using AlignmentLab.Detection;

namespace AlignmentLab.Detectors.ProxyGap;

/// <summary>
/// Tells when a learned reward parts from what it stands for: its accuracy against held-out labels is too low, or a search found a
/// sequence that it overrates (L. Gao, J. Schulman and J. Hilton, "Scaling Laws for Reward Model Overoptimization", 2022, on what follows
/// from optimising such a proxy).
/// </summary>
/// <remarks>
/// It reads any effect whose stored result has <c>heldOut</c> with <c>pairs</c> and <c>accuracy</c>, as fitted rewards have, or
/// <c>goldAccuracy</c> beside it, which then counts. The number of right answers is held against a binomial one of the accuracy asked for,
/// exactly; refits share pairs, so that the looks depend on one another, and share one level by <see cref="Statistics.AlphaSpending"/>. A result
/// with <c>visibleGap</c>, as reward attacks have, is a finding by the gap's size alone.
/// </remarks>
public sealed class ProxyGapDetector : IDetector<ProxyGapOptions>
{
    public IDetectorSession Open(ProxyGapOptions options, DetectorScope scope)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(scope);
        return new ProxyGapSession(options);
    }
}
