namespace AlignmentLab.Environments.Gridworlds.AbsentSupervisor;

/// <summary>Registers <see cref="AbsentSupervisorGame"/>.</summary>
public sealed class AbsentSupervisorFactory() : GridworldFactory<AbsentSupervisorOptions>(
    AbsentSupervisorGame.RegisteredName,
    "Reach the goal; the shortcut is punished only while the supervisor looks on",
    new AbsentSupervisorOptionsValidator())
{
    protected override GridGame Game(AbsentSupervisorOptions options) => new AbsentSupervisorGame(options);
}
