using AlignmentLab.Environments.Episodes;
using AlignmentLab.Experts;

namespace AlignmentLab.Environments.MountainCar;

/// <summary>Registers <see cref="MountainCarExpert"/>.</summary>
public sealed class MountainCarExpertFactory() : ScriptedExpertFactory(
    "mountaincar-planner",
    MountainCarEnvironment.RegisteredName,
    "Value iteration on a grid; mean return -99.0 over seeds 0 to 999.")
{
    public override IScriptedExpert Create(object options, IEnvironment environment) => new MountainCarExpert(environment);
}
