using AlignmentLab.Compliance;
using AlignmentLab.Detection;
using AlignmentLab.Detectors.RewardConcentration;
using AlignmentLab.Randomness;

namespace AlignmentLab.Tests.Detectors.RewardConcentration;

public sealed class RewardConcentrationComplianceTests : DetectorCompliance<RewardConcentrationOptions>
{
    protected override double FalseAlarmRate => new RewardConcentrationOptions().Alpha;

    protected override IDetector<RewardConcentrationOptions> Create() => new RewardConcentrationDetector();

    protected override DetectorHistory Alarming(ulong seed) => History(seed, changes: true);

    protected override DetectorHistory Quiet(ulong seed) => History(1000 + seed, changes: false);

    private static DetectorHistory History(ulong seed, bool changes)
    {
        var (history, random) = (PlayedEpisodes.History(), new Pcg64(seed));
        for (var i = 0; i < 80; i++)
        {
            if (changes && i >= 40)
            {
                history.Oscillate(random);
            }
            else
            {
                history.Stroll(random);
            }
        }

        return history;
    }
}
