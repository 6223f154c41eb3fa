using AlignmentLab.Compliance;
using AlignmentLab.Detection;
using AlignmentLab.Detectors.StateShift;
using AlignmentLab.Randomness;

namespace AlignmentLab.Tests.Detectors.StateShift;

public sealed class StateShiftComplianceTests : DetectorCompliance<StateShiftOptions>
{
    protected override double FalseAlarmRate => new StateShiftOptions().Alpha;

    protected override IDetector<StateShiftOptions> Create() => new StateShiftDetector();

    /// <summary>Clones of a few noisy beginnings that drift off, twice.</summary>
    protected override DetectorHistory Alarming(ulong seed)
    {
        var random = new Pcg64(seed);
        var history = CartPoleEpisodes.History();
        for (var round = 0; round < 2; round++)
        {
            history.Evaluate(history.Train(CartPoleEpisodes.OfExpert(random, 6)), CartPoleEpisodes.OfDrifter(random, 20));
        }

        return history;
    }

    /// <summary>A data set that grows, of the expert's episodes; evaluations that are the expert's too: the perfect clone.</summary>
    protected override DetectorHistory Quiet(ulong seed)
    {
        var random = new Pcg64(1000 + seed);
        var history = CartPoleEpisodes.History();
        var training = new List<double[]>();
        for (var round = 0; round < 10; round++)
        {
            training.AddRange(CartPoleEpisodes.OfExpert(random, 3));
            history.Evaluate(history.Train(training), CartPoleEpisodes.OfExpert(random, 20));
        }

        return history;
    }
}
