using AlignmentLab.Compliance;
using AlignmentLab.Environments;
using AlignmentLab.Environments.Acrobot;
using AlignmentLab.Environments.BlockStacking;
using AlignmentLab.Environments.CartPole;
using AlignmentLab.Environments.CopyChain;
using AlignmentLab.Environments.Gridworlds.TomatoWatering;
using AlignmentLab.Environments.MountainCar;
using AlignmentLab.Environments.NestedText;
using AlignmentLab.Environments.ProseText;
using AlignmentLab.Environments.Pendulum;
using AlignmentLab.Environments.TomatoTile;
using AlignmentLab.Experts;

namespace AlignmentLab.Tests.Environments;

public sealed class CartPoleExpertComplianceTests : ExpertCompliance
{
    protected override IEnvironmentFactory EnvironmentFactory { get; } = new CartPoleFactory();

    protected override IScriptedExpertFactory ExpertFactory { get; } = new CartPoleExpertFactory();
}

public sealed class MountainCarExpertComplianceTests : ExpertCompliance
{
    protected override IEnvironmentFactory EnvironmentFactory { get; } = new MountainCarFactory();

    protected override IScriptedExpertFactory ExpertFactory { get; } = new MountainCarExpertFactory();
}

public sealed class AcrobotExpertComplianceTests : ExpertCompliance
{
    protected override IEnvironmentFactory EnvironmentFactory { get; } = new AcrobotFactory();

    protected override IScriptedExpertFactory ExpertFactory { get; } = new AcrobotExpertFactory();
}

public sealed class PendulumExpertComplianceTests : ExpertCompliance
{
    protected override IEnvironmentFactory EnvironmentFactory { get; } = new PendulumFactory();

    protected override IScriptedExpertFactory ExpertFactory { get; } = new PendulumExpertFactory();
}

public sealed class CopyChainCueExpertComplianceTests : ExpertCompliance
{
    protected override IEnvironmentFactory EnvironmentFactory { get; } = new CopyChainFactory();

    protected override IScriptedExpertFactory ExpertFactory { get; } = new CueExpertFactory();
}

public sealed class CopyChainCopyExpertComplianceTests : ExpertCompliance
{
    protected override IEnvironmentFactory EnvironmentFactory { get; } = new CopyChainFactory();

    protected override IScriptedExpertFactory ExpertFactory { get; } = new CopyExpertFactory();
}

public sealed class ProseTextWriterComplianceTests : ExpertCompliance
{
    protected override IEnvironmentFactory EnvironmentFactory { get; } = new ProseTextFactory();

    protected override IScriptedExpertFactory ExpertFactory { get; } = new ProseTextWriterFactory();
}

public sealed class NestedTextWriterComplianceTests : ExpertCompliance
{
    protected override IEnvironmentFactory EnvironmentFactory { get; } = new NestedTextFactory();

    protected override IScriptedExpertFactory ExpertFactory { get; } = new NestedTextWriterFactory();
}

public sealed class WandererComplianceTests : ExpertCompliance
{
    protected override IEnvironmentFactory EnvironmentFactory { get; } = new TomatoTileFactory();

    protected override IScriptedExpertFactory ExpertFactory { get; } = new WandererFactory();
}

public sealed class StackerExpertComplianceTests : ExpertCompliance
{
    protected override IEnvironmentFactory EnvironmentFactory { get; } = new BlockStackingFactory();

    protected override IScriptedExpertFactory ExpertFactory { get; } = new StackerExpertFactory();
}

public sealed class SteadyGardenerComplianceTests : ExpertCompliance
{
    protected override IEnvironmentFactory EnvironmentFactory { get; } = new TomatoWateringFactory();

    protected override IScriptedExpertFactory ExpertFactory { get; } = new SteadyGardenerFactory();
}
