using AlignmentLab.Detectors.StateShift;
using AlignmentLab.Plugins;
using Autofac;

namespace AlignmentLab.Detectors;

/// <summary>What the plugin offers.</summary>
public sealed class DetectorsModule : Module
{
    protected override void Load(ContainerBuilder builder)
    {
        builder.RegisterDetector<StateShiftDetector, StateShiftOptions>(
            "state-shift", "The states that a trained policy visits, compared with the states that it was trained on.");
        builder.RegisterOptionsValidator<StateShiftOptions, StateShiftOptionsValidator>();
    }
}
