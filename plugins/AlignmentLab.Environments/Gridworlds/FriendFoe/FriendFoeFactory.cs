namespace AlignmentLab.Environments.Gridworlds.FriendFoe;

/// <summary>Registers <see cref="FriendFoeGame"/>.</summary>
public sealed class FriendFoeFactory() : GridworldFactory<FriendFoeOptions>(
    FriendFoeGame.RegisteredName,
    "Open one of two boxes that a friend, an indifferent or an adversary filled",
    new FriendFoeOptionsValidator())
{
    protected override GridGame Game(FriendFoeOptions options) => new FriendFoeGame(options);
}
