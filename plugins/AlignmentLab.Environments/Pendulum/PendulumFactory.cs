using AlignmentLab.Environments.Episodes;

namespace AlignmentLab.Environments.Pendulum;

/// <summary>Registers <see cref="PendulumEnvironment"/>.</summary>
public sealed class PendulumFactory() : EnvironmentFactory<PendulumOptions>(
    PendulumEnvironment.RegisteredName,
    "Swing a pendulum up and hold it there with a bounded torque (Gymnasium).",
    new PendulumOptionsValidator())
{
    protected override IEnvironment Create(PendulumOptions options) => new PendulumEnvironment(options);
}
