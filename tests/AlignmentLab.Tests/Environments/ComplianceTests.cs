using AlignmentLab.Compliance;
using AlignmentLab.Environments;
using AlignmentLab.Environments.Acrobot;
using AlignmentLab.Environments.BlockStacking;
using AlignmentLab.Environments.CartPole;
using AlignmentLab.Environments.CopyChain;
using AlignmentLab.Environments.MountainCar;
using AlignmentLab.Environments.NestedText;
using AlignmentLab.Environments.ProseText;
using AlignmentLab.Environments.Pendulum;
using AlignmentLab.Environments.TomatoTile;

namespace AlignmentLab.Tests.Environments;

public sealed class CartPoleComplianceTests : EnvironmentCompliance
{
    protected override IEnvironment Create() => new CartPoleFactory().Create(new CartPoleOptions());
}

public sealed class MountainCarComplianceTests : EnvironmentCompliance
{
    protected override IEnvironment Create() => new MountainCarFactory().Create(new MountainCarOptions());
}

public sealed class AcrobotComplianceTests : EnvironmentCompliance
{
    protected override IEnvironment Create() => new AcrobotFactory().Create(new AcrobotOptions());
}

public sealed class PendulumComplianceTests : EnvironmentCompliance
{
    protected override IEnvironment Create() => new PendulumFactory().Create(new PendulumOptions());
}

public sealed class CopyChainComplianceTests : EnvironmentCompliance
{
    protected override IEnvironment Create() => new CopyChainFactory().Create(new CopyChainOptions());
}

public sealed class BlockStackingComplianceTests : EnvironmentCompliance
{
    protected override IEnvironment Create() => new BlockStackingFactory().Create(new BlockStackingOptions());
}

public sealed class TomatoTileComplianceTests : EnvironmentCompliance
{
    protected override IEnvironment Create() => new TomatoTileFactory().Create(new TomatoTileOptions());
}

public sealed class ProseTextComplianceTests : EnvironmentCompliance
{
    protected override IEnvironment Create() => new ProseTextFactory().Create(new ProseTextOptions());
}

public sealed class NestedTextComplianceTests : EnvironmentCompliance
{
    protected override IEnvironment Create() => new NestedTextFactory().Create(new NestedTextOptions());
}

public sealed class CopyChainWithLooksComplianceTests : EnvironmentCompliance
{
    protected override IEnvironment Create() => new CopyChainFactory().Create(new CopyChainOptions { Looks = 7 });
}
