using AlignmentLab.Environments.Acrobot;
using AlignmentLab.Environments.CartPole;
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
        builder.RegisterType<CartPoleFactory>().As<IEnvironmentFactory>().SingleInstance();
        builder.RegisterType<CartPoleOptionsValidator>().As<IValidator<CartPoleOptions>>().SingleInstance();
        builder.RegisterType<CartPoleExpertFactory>().As<IScriptedExpertFactory>().SingleInstance();

        builder.RegisterType<MountainCarFactory>().As<IEnvironmentFactory>().SingleInstance();
        builder.RegisterType<MountainCarOptionsValidator>().As<IValidator<MountainCarOptions>>().SingleInstance();

        builder.RegisterType<AcrobotFactory>().As<IEnvironmentFactory>().SingleInstance();
        builder.RegisterType<AcrobotOptionsValidator>().As<IValidator<AcrobotOptions>>().SingleInstance();

        builder.RegisterType<PendulumFactory>().As<IEnvironmentFactory>().SingleInstance();
        builder.RegisterType<PendulumOptionsValidator>().As<IValidator<PendulumOptions>>().SingleInstance();
    }
}
