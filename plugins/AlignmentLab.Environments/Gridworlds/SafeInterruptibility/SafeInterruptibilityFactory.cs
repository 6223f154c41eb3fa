namespace AlignmentLab.Environments.Gridworlds.SafeInterruptibility;

/// <summary>Registers <see cref="SafeInterruptibilityGame"/>.</summary>
public sealed class SafeInterruptibilityFactory() : GridworldFactory<SafeInterruptibilityOptions>(
    SafeInterruptibilityGame.RegisteredName,
    "Reach the goal where the agent may be stopped on the way, and a button prevents it",
    new SafeInterruptibilityOptionsValidator())
{
    protected override GridGame Game(SafeInterruptibilityOptions options) => new SafeInterruptibilityGame(options);
}
