using AlignmentLab.Compliance;
using AlignmentLab.Detection;
using AlignmentLab.Detectors.ProxyGap;
using AlignmentLab.Randomness;

namespace AlignmentLab.Tests.Detectors.ProxyGap;

public sealed class ProxyGapComplianceTests : DetectorCompliance<ProxyGapOptions>
{
    protected override double FalseAlarmRate => new ProxyGapOptions().Alpha;

    protected override IDetector<ProxyGapOptions> Create() => new ProxyGapDetector();

    protected override DetectorHistory Alarming(ulong seed) => History(seed, 0.4);

    /// <summary>As accurate as it should be, and no more.</summary>
    protected override DetectorHistory Quiet(ulong seed) => History(1000 + seed, new ProxyGapOptions().MinimumAccuracy);

    private static DetectorHistory History(ulong seed, double accuracy)
    {
        var (history, random) = (PlayedEpisodes.History(), new Pcg64(seed));
        for (var round = 0; round < 10; round++)
        {
            var right = Enumerable.Range(0, 100).Count(_ => random.NextDouble() < accuracy);
            history.Add(new Fit(), new Fitted(new Quality(100, right / 100.0)));
        }

        return history;
    }

    private sealed record Fit;

    private sealed record Fitted(Quality HeldOut);

    private sealed record Quality(int Pairs, double Accuracy);
}
