using AlignmentLab.Environments.Episodes;
using AlignmentLab.Experts;

namespace AlignmentLab.Environments.Pendulum;

/// <summary>Registers <see cref="PendulumExpert"/>.</summary>
public sealed class PendulumExpertFactory() : ScriptedExpertFactory(
    "pendulum-energy",
    PendulumEnvironment.RegisteredName,
    "Energy swing-up, then linear feedback; mean return -144.0 over seeds 0 to 999.")
{
    public override IScriptedExpert Create(object options, IEnvironment environment) => new PendulumExpert();
}
