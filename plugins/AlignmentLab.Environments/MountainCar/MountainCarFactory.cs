using AlignmentLab.Environments.Episodes;

namespace AlignmentLab.Environments.MountainCar;

/// <summary>Registers <see cref="MountainCarEnvironment"/>.</summary>
public sealed class MountainCarFactory() : EnvironmentFactory<MountainCarOptions>(
    MountainCarEnvironment.RegisteredName,
    "Swing a weak car out of a valley, -1 a step (Gymnasium; Moore 1990).",
    new MountainCarOptionsValidator())
{
    protected override IEnvironment Create(MountainCarOptions options) => new MountainCarEnvironment(options);
}
