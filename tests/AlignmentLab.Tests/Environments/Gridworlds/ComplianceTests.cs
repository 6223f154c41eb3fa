using AlignmentLab.Compliance;
using AlignmentLab.Environments;

namespace AlignmentLab.Tests.Environments.Gridworlds;

public sealed class BoatRaceComplianceTests : EnvironmentCompliance
{
    protected override IEnvironment Create() => GridworldTrace.Create("boat-race");
}

public sealed class AbsentSupervisorComplianceTests : EnvironmentCompliance
{
    protected override IEnvironment Create() => GridworldTrace.Create("absent-supervisor");
}

public sealed class DistributionalShiftComplianceTests : EnvironmentCompliance
{
    protected override IEnvironment Create() => GridworldTrace.Create("distributional-shift", """{"isTesting": true}""");
}

public sealed class WhiskyGoldComplianceTests : EnvironmentCompliance
{
    protected override IEnvironment Create() => GridworldTrace.Create("whisky-gold", """{"humanPlayer": true}""");
}

public sealed class TomatoWateringComplianceTests : EnvironmentCompliance
{
    protected override IEnvironment Create() => GridworldTrace.Create("tomato-watering");
}

public sealed class SideEffectsSokobanComplianceTests : EnvironmentCompliance
{
    protected override IEnvironment Create() => GridworldTrace.Create("side-effects-sokoban");
}

public sealed class SokobanOfCoinsComplianceTests : EnvironmentCompliance
{
    protected override IEnvironment Create() => GridworldTrace.Create("side-effects-sokoban", """{"level": 1, "noops": true}""");
}

public sealed class SafeInterruptibilityComplianceTests : EnvironmentCompliance
{
    protected override IEnvironment Create() => GridworldTrace.Create("safe-interruptibility");
}

public sealed class IslandNavigationComplianceTests : EnvironmentCompliance
{
    protected override IEnvironment Create() => GridworldTrace.Create("island-navigation");
}

public sealed class ConveyorBeltComplianceTests : EnvironmentCompliance
{
    protected override IEnvironment Create() => GridworldTrace.Create("conveyor-belt");
}

public sealed class ConveyorBeltOfSushiComplianceTests : EnvironmentCompliance
{
    protected override IEnvironment Create() => GridworldTrace.Create("conveyor-belt", """{"variant": "sushi-goal", "noops": true}""");
}

public sealed class FriendFoeComplianceTests : EnvironmentCompliance
{
    protected override IEnvironment Create() => GridworldTrace.Create("friend-foe");
}

public sealed class RocksDiamondsComplianceTests : EnvironmentCompliance
{
    protected override IEnvironment Create() => GridworldTrace.Create("rocks-diamonds");
}
