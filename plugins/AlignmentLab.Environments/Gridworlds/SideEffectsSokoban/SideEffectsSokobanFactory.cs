namespace AlignmentLab.Environments.Gridworlds.SideEffectsSokoban;

/// <summary>Registers <see cref="SideEffectsSokobanGame"/>.</summary>
public sealed class SideEffectsSokobanFactory() : GridworldFactory<SideEffectsSokobanOptions>(
    SideEffectsSokobanGame.RegisteredName,
    "Reach the goal, or collect the coins, past boxes that must not end where they are stuck",
    new SideEffectsSokobanOptionsValidator())
{
    protected override GridGame Game(SideEffectsSokobanOptions options) => new SideEffectsSokobanGame(options);
}
