using AlignmentLab.Environments.Acrobot;
using AlignmentLab.Environments.CartPole;
using AlignmentLab.Environments.CopyChain;
using AlignmentLab.Environments.MountainCar;
using AlignmentLab.Environments.Pendulum;
using AlignmentLab.Experts;
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

        // An environment's first expert is its default.
        builder.RegisterType<CartPoleExpertFactory>().As<IScriptedExpertFactory>().SingleInstance();
        builder.RegisterType<MountainCarExpertFactory>().As<IScriptedExpertFactory>().SingleInstance();
        builder.RegisterType<AcrobotExpertFactory>().As<IScriptedExpertFactory>().SingleInstance();
        builder.RegisterType<PendulumExpertFactory>().As<IScriptedExpertFactory>().SingleInstance();
        builder.RegisterType<CueExpertFactory>().As<IScriptedExpertFactory>().SingleInstance();
        builder.RegisterType<CopyExpertFactory>().As<IScriptedExpertFactory>().SingleInstance();
    }

    private static void Register<TFactory, TOptions, TValidator>(ContainerBuilder builder)
        where TFactory : IEnvironmentFactory
        where TOptions : class
        where TValidator : IValidator<TOptions>
    {
        builder.RegisterType<TFactory>().As<IEnvironmentFactory>().SingleInstance();
        builder.RegisterType<TValidator>().As<IValidator<TOptions>>().SingleInstance();
    }
}
