using AlignmentLab.Compliance;
using AlignmentLab.Detection;
using AlignmentLab.Detectors.HiddenGap;
using AlignmentLab.Randomness;

namespace AlignmentLab.Tests.Detectors.HiddenGap;

public sealed class HiddenGapComplianceTests : DetectorCompliance<HiddenGapOptions>
{
    protected override double FalseAlarmRate => new HiddenGapOptions().Alpha;

    protected override IDetector<HiddenGapOptions> Create() => new HiddenGapDetector();

    /// <summary>From even returns to large ones, while what is wanted is lost.</summary>
    protected override DetectorHistory Alarming(ulong seed) => History(seed, i => (i < 32 ? 0 : 20, i < 32 ? 0 : -20));

    /// <summary>Both rise together, told apart by noise.</summary>
    protected override DetectorHistory Quiet(ulong seed) => History(1000 + seed, i => (i / 8, i / 8));

    private static DetectorHistory History(ulong seed, Func<int, (double Visible, double Hidden)> at)
    {
        var (history, random) = (PlayedEpisodes.History(), new Pcg64(seed));
        for (var i = 0; i < 100; i++)
        {
            var (visible, hidden) = at(i);
            history.Play([0, 1], [visible + random.NextDouble()], hidden + random.NextDouble());
        }

        return history;
    }
}
