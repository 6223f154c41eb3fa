using AlignmentLab.Environments.Acrobot;
using AlignmentLab.Environments.CartPole;
using AlignmentLab.Environments.CopyChain;
using AlignmentLab.Environments.MountainCar;
using AlignmentLab.Environments.Pendulum;
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
        Register<TomatoTileFactory, TomatoTileOptions, TomatoTileOptionsValidator>(builder);

        // An environment's first expert is its default.
        builder.RegisterExpert<CartPoleExpertFactory>();
        builder.RegisterExpert<MountainCarExpertFactory>();
        builder.RegisterExpert<AcrobotExpertFactory>();
        builder.RegisterExpert<PendulumExpertFactory>();
        builder.RegisterExpert<CueExpertFactory>();
        builder.RegisterExpert<CopyExpertFactory>();
        builder.RegisterExpert<WandererFactory>();
    }

    private static void Register<TFactory, TOptions, TValidator>(ContainerBuilder builder)
        where TFactory : class, IEnvironmentFactory
        where TValidator : class, IValidator<TOptions>
    {
        builder.RegisterEnvironment<TFactory>();
        builder.RegisterOptionsValidator<TOptions, TValidator>();
    }
}
