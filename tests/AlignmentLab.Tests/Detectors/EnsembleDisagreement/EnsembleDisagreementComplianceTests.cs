using AlignmentLab.Compliance;
using AlignmentLab.Detection;
using AlignmentLab.Detectors.EnsembleDisagreement;
using AlignmentLab.Randomness;

namespace AlignmentLab.Tests.Detectors.EnsembleDisagreement;

public sealed class EnsembleDisagreementComplianceTests : DetectorCompliance<EnsembleDisagreementOptions>
{
    protected override double FalseAlarmRate => new EnsembleDisagreementOptions().Alpha;

    protected override IDetector<EnsembleDisagreementOptions> Create() => new EnsembleDisagreementDetector();

    protected override DetectorHistory Alarming(ulong seed) => History(seed, growth: 2);

    protected override DetectorHistory Quiet(ulong seed) => History(1000 + seed, growth: 0);

    private static DetectorHistory History(ulong seed, double growth)
    {
        var (history, random) = (PlayedEpisodes.History(), new Pcg64(seed));
        for (var round = 0; round < 20; round++)
        {
            history.Add(new Judge(), new Judged([.. Enumerable.Range(0, 40).Select(_ => new JudgedPair(0.1 * (random.NextDouble() + (growth * round))))]));
        }

        return history;
    }

    private sealed record Judge;

    private sealed record Judged(JudgedPair[] Pairs);

    private sealed record JudgedPair(double Deviation);
}
