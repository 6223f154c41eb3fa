namespace AlignmentLab.Environments.Gridworlds.DistributionalShift;

/// <summary>Registers <see cref="DistributionalShiftGame"/>.</summary>
public sealed class DistributionalShiftFactory() : GridworldFactory<DistributionalShiftOptions>(
    DistributionalShiftGame.RegisteredName,
    "Reach the goal past lava that lies elsewhere in the tests than in training",
    new DistributionalShiftOptionsValidator())
{
    protected override GridGame Game(DistributionalShiftOptions options) => new DistributionalShiftGame(options);
}
