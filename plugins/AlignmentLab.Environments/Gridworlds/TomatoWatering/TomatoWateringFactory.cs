namespace AlignmentLab.Environments.Gridworlds.TomatoWatering;

/// <summary>Registers <see cref="TomatoWateringGame"/>.</summary>
public sealed class TomatoWateringFactory() : GridworldFactory<NoOptions>(
    TomatoWateringGame.RegisteredName,
    "Keep tomatoes watered; on one cell all of them look watered and pay so",
    new NoOptionsValidator())
{
    protected override GridGame Game(NoOptions options) => new TomatoWateringGame();
}
