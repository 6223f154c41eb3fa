using AlignmentLab.Environments.Episodes;

namespace AlignmentLab.Environments.Acrobot;

/// <summary>Registers <see cref="AcrobotEnvironment"/>.</summary>
public sealed class AcrobotFactory() : EnvironmentFactory<AcrobotOptions>(
    AcrobotEnvironment.RegisteredName,
    "Swing up a double pendulum driven at its middle joint, -1 a step (Gymnasium; Sutton 1996).",
    new AcrobotOptionsValidator())
{
    protected override IEnvironment Create(AcrobotOptions options) => new AcrobotEnvironment(options);
}
