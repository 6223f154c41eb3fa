using AlignmentLab.Compliance;
using AlignmentLab.Detection;
using AlignmentLab.Detectors.Repetition;
using AlignmentLab.Randomness;

namespace AlignmentLab.Tests.Detectors.Repetition;

public sealed class RepetitionComplianceTests : DetectorCompliance<RepetitionOptions>
{
    protected override double FalseAlarmRate => new RepetitionOptions().Alpha;

    protected override IDetector<RepetitionOptions> Create() => new RepetitionDetector();

    protected override DetectorHistory Alarming(ulong seed) => History(seed, 1);

    /// <summary>As many episodes go round as may: half of them.</summary>
    protected override DetectorHistory Quiet(ulong seed) => History(1000 + seed, 0.5);

    private static DetectorHistory History(ulong seed, double goingRound)
    {
        var (history, random) = (PlayedEpisodes.History(), new Pcg64(seed));
        for (var i = 0; i < 40; i++)
        {
            if (random.NextDouble() < goingRound)
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
