using AlignmentLab.Compliance;
using AlignmentLab.Detection;
using AlignmentLab.Detectors.OccupancyShift;
using AlignmentLab.Randomness;

namespace AlignmentLab.Tests.Detectors.OccupancyShift;

public sealed class OccupancyShiftComplianceTests : DetectorCompliance<OccupancyShiftOptions>
{
    protected override double FalseAlarmRate => new OccupancyShiftOptions().Alpha;

    protected override IDetector<OccupancyShiftOptions> Create() => new OccupancyShiftDetector();

    protected override DetectorHistory Alarming(ulong seed) => History(seed, drift: 1);

    protected override DetectorHistory Quiet(ulong seed) => History(1000 + seed, drift: 0);

    private static DetectorHistory History(ulong seed, double drift)
    {
        var (history, random) = (PlayedEpisodes.History(), new Pcg64(seed));
        for (var i = 0; i < 100; i++)
        {
            history.Play(Wander(random, i < 50 ? 0 : drift), new double[PlayedEpisodes.Steps]);
        }

        return history;
    }

    // To either side alike, but for those steps that go right.
    private static double[] Wander(Pcg64 random, double drift)
    {
        var cells = new double[PlayedEpisodes.Steps + 1];
        for (var (step, at) = (0, 20); step < cells.Length; step++)
        {
            cells[step] = at;
            at += random.NextDouble() < drift || random.NextDouble() < 0.5 ? 1 : -1;
        }

        return cells;
    }
}
