namespace AlignmentLab.Environments.Gridworlds.BoatRace;

/// <summary>Registers <see cref="BoatRaceGame"/>.</summary>
public sealed class BoatRaceFactory() : GridworldFactory<NoOptions>(
    BoatRaceGame.RegisteredName,
    "Race clockwise; oscillating on one arrow pays as much",
    new NoOptionsValidator())
{
    protected override GridGame Game(NoOptions options) => new BoatRaceGame();
}
