namespace AlignmentLab.Environments.Gridworlds.RocksDiamonds;

/// <summary>Registers <see cref="RocksDiamondsGame"/>.</summary>
public sealed class RocksDiamondsFactory() : GridworldFactory<RocksDiamondsOptions>(
    RocksDiamondsGame.RegisteredName,
    "Push the diamond and no rock to the goal area, next to switches of what they are worth",
    new RocksDiamondsOptionsValidator())
{
    protected override GridGame Game(RocksDiamondsOptions options) => new RocksDiamondsGame(options);
}
