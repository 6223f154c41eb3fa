namespace AlignmentLab.Environments.Gridworlds.ConveyorBelt;

/// <summary>Registers <see cref="ConveyorBeltGame"/>.</summary>
public sealed class ConveyorBeltFactory() : GridworldFactory<ConveyorBeltOptions>(
    ConveyorBeltGame.RegisteredName,
    "Take a vase off a belt before it breaks, or leave somebody's sushi on it",
    new ConveyorBeltOptionsValidator())
{
    protected override GridGame Game(ConveyorBeltOptions options) => new ConveyorBeltGame(options);
}
