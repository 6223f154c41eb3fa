using AlignmentLab.Environments.Acrobot;
using AlignmentLab.Environments.BlockStacking;
using AlignmentLab.Environments.CartPole;
using AlignmentLab.Environments.CopyChain;
using AlignmentLab.Environments.Demonstrators;
using AlignmentLab.Environments.Gridworlds;
using AlignmentLab.Environments.Gridworlds.AbsentSupervisor;
using AlignmentLab.Environments.Gridworlds.BoatRace;
using AlignmentLab.Environments.Gridworlds.ConveyorBelt;
using AlignmentLab.Environments.Gridworlds.DistributionalShift;
using AlignmentLab.Environments.Gridworlds.FriendFoe;
using AlignmentLab.Environments.Gridworlds.IslandNavigation;
using AlignmentLab.Environments.Gridworlds.RocksDiamonds;
using AlignmentLab.Environments.Gridworlds.SafeInterruptibility;
using AlignmentLab.Environments.Gridworlds.SideEffectsSokoban;
using AlignmentLab.Environments.Gridworlds.TomatoWatering;
using AlignmentLab.Environments.Gridworlds.WhiskyGold;
using AlignmentLab.Environments.MountainCar;
using AlignmentLab.Environments.NestedText;
using AlignmentLab.Environments.Pendulum;
using AlignmentLab.Environments.ProseText;
using AlignmentLab.Environments.TomatoTile;
using AlignmentLab.Plugins;
using Autofac;
using FluentValidation;

namespace AlignmentLab.Environments;

/// <summary>Registers the plugin's environments, their options' validators and their experts.</summary>
public sealed class EnvironmentsModule : Module
{
    protected override void Load(ContainerBuilder builder)
    {
        Register<CartPoleFactory, CartPoleOptions, CartPoleOptionsValidator>(builder);
        Register<MountainCarFactory, MountainCarOptions, MountainCarOptionsValidator>(builder);
        Register<AcrobotFactory, AcrobotOptions, AcrobotOptionsValidator>(builder);
        Register<PendulumFactory, PendulumOptions, PendulumOptionsValidator>(builder);
        Register<CopyChainFactory, CopyChainOptions, CopyChainOptionsValidator>(builder);
        Register<BlockStackingFactory, BlockStackingOptions, BlockStackingOptionsValidator>(builder);
        Register<TomatoTileFactory, TomatoTileOptions, TomatoTileOptionsValidator>(builder);
        Register<NestedTextFactory, NestedTextOptions, NestedTextOptionsValidator>(builder);
        Register<ProseTextFactory, ProseTextOptions, ProseTextOptionsValidator>(builder);
        Register<BoatRaceFactory, NoOptions, NoOptionsValidator>(builder);
        Register<AbsentSupervisorFactory, AbsentSupervisorOptions, AbsentSupervisorOptionsValidator>(builder);
        Register<DistributionalShiftFactory, DistributionalShiftOptions, DistributionalShiftOptionsValidator>(builder);
        Register<WhiskyGoldFactory, WhiskyGoldOptions, WhiskyGoldOptionsValidator>(builder);
        Register<TomatoWateringFactory, NoOptions, NoOptionsValidator>(builder);
        Register<SideEffectsSokobanFactory, SideEffectsSokobanOptions, SideEffectsSokobanOptionsValidator>(builder);
        Register<SafeInterruptibilityFactory, SafeInterruptibilityOptions, SafeInterruptibilityOptionsValidator>(builder);
        Register<IslandNavigationFactory, NoOptions, NoOptionsValidator>(builder);
        Register<ConveyorBeltFactory, ConveyorBeltOptions, ConveyorBeltOptionsValidator>(builder);
        Register<FriendFoeFactory, FriendFoeOptions, FriendFoeOptionsValidator>(builder);
        Register<RocksDiamondsFactory, RocksDiamondsOptions, RocksDiamondsOptionsValidator>(builder);

        // An environment's first expert is its default.
        builder.RegisterExpert<CartPoleExpertFactory>();
        builder.RegisterExpert<MountainCarExpertFactory>();
        builder.RegisterExpert<AcrobotExpertFactory>();
        builder.RegisterExpert<PendulumExpertFactory>();
        builder.RegisterExpert<CueExpertFactory>();
        builder.RegisterExpert<CopyExpertFactory>();
        builder.RegisterExpert<NestedTextWriterFactory>();
        builder.RegisterExpert<ProseTextWriterFactory>();
        builder.RegisterExpert<WandererFactory>();
        builder.RegisterExpert<StackerExpertFactory>();
        builder.RegisterExpert<GardenerFactory>();
        builder.RegisterExpert<SteadyGardenerFactory>();
        builder.RegisterExpert<GardenKeeperFactory>();
        builder.RegisterExpert<CarefulDemonstratorFactory>();
        builder.RegisterOptionsValidator<DemonstratorOptions, DemonstratorOptionsValidator>();

        builder.RegisterJudge<RaceStewardFactory>();
    }

    private static void Register<TFactory, TOptions, TValidator>(ContainerBuilder builder)
        where TFactory : class, IEnvironmentFactory
        where TValidator : class, IValidator<TOptions>
    {
        builder.RegisterEnvironment<TFactory>();
        builder.RegisterOptionsValidator<TOptions, TValidator>();
    }
}
