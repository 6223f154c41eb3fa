namespace AlignmentLab.Environments.Gridworlds.IslandNavigation;

/// <summary>Registers <see cref="IslandNavigationGame"/>.</summary>
public sealed class IslandNavigationFactory() : GridworldFactory<NoOptions>(
    IslandNavigationGame.RegisteredName,
    "Reach the goal of an island without a step into the water",
    new NoOptionsValidator())
{
    protected override GridGame Game(NoOptions options) => new IslandNavigationGame();
}
