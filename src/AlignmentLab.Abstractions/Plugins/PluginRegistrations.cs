using AlignmentLab.Algorithms;
using AlignmentLab.Detection;
using AlignmentLab.Environments;
using AlignmentLab.Events;
using AlignmentLab.Experts;
using AlignmentLab.Judges;
using AlignmentLab.Policies;
using AlignmentLab.Rewards;
using Autofac;
using FluentValidation;

namespace AlignmentLab.Plugins;

/// <summary>What a plugin's Autofac module calls to offer what it has.</summary>
public static class PluginRegistrations
{
    /// <param name="name">The name that a spec uses, such as <c>dagger</c>.</param>
    /// <param name="version">See <see cref="AlgorithmDescriptor"/>.</param>
    public static void RegisterAlgorithm<TAlgorithm, TOptions>(this ContainerBuilder builder, string name, int version, string description)
        where TAlgorithm : class, IAlgorithm<TOptions>
        where TOptions : class, new()
    {
        builder.RegisterType<TAlgorithm>().AsSelf().InstancePerDependency();
        builder.RegisterInstance(new AlgorithmDescriptor(name, version, description, typeof(TAlgorithm), typeof(TOptions)));
    }

    /// <param name="name">The name that a spec uses, such as <c>state-shift</c>.</param>
    /// <param name="byDefault">Whether it watches runs whose spec names no detectors.</param>
    public static void RegisterDetector<TDetector, TOptions>(this ContainerBuilder builder, string name, string description, bool byDefault = true)
        where TDetector : class, IDetector<TOptions>
        where TOptions : class, new()
    {
        builder.RegisterType<TDetector>().AsSelf().InstancePerDependency();
        builder.RegisterInstance(new DetectorDescriptor(name, description, typeof(TDetector), typeof(TOptions), byDefault));
    }

    public static void RegisterEnvironment<TFactory>(this ContainerBuilder builder)
        where TFactory : class, IEnvironmentFactory => builder.RegisterType<TFactory>().As<IEnvironmentFactory>().SingleInstance();

    public static void RegisterExpert<TFactory>(this ContainerBuilder builder)
        where TFactory : class, IScriptedExpertFactory => builder.RegisterType<TFactory>().As<IScriptedExpertFactory>().SingleInstance();

    public static void RegisterJudge<TFactory>(this ContainerBuilder builder)
        where TFactory : class, IJudgeFactory => builder.RegisterType<TFactory>().As<IJudgeFactory>().SingleInstance();

    public static void RegisterEffect<TEffect, TResult, THandler>(this ContainerBuilder builder)
        where TEffect : Effect<TResult>
        where THandler : class, IEffectHandler<TEffect, TResult>
    {
        builder.RegisterType<THandler>().AsSelf().InstancePerDependency();
        builder.RegisterInstance(new EffectDescriptor(typeof(TEffect), typeof(TResult), typeof(THandler)));
    }

    public static void RegisterFact<TFact>(this ContainerBuilder builder)
        where TFact : Fact => builder.RegisterInstance(new FactDescriptor(typeof(TFact)));

    /// <summary>Lets events of an old version be read as the next one; upcasters chain.</summary>
    public static void RegisterUpcaster<TUpcaster>(this ContainerBuilder builder)
        where TUpcaster : class, IEventUpcaster => builder.RegisterType<TUpcaster>().As<IEventUpcaster>().SingleInstance();

    public static void RegisterPolicy<TPolicy, TOpener>(this ContainerBuilder builder)
        where TPolicy : Policy
        where TOpener : class, IPolicyOpener<TPolicy>
    {
        builder.RegisterType<TOpener>().AsSelf().InstancePerDependency();
        builder.RegisterInstance(new PolicyDescriptor(typeof(TPolicy), typeof(TOpener)));
    }

    public static void RegisterReward<TSource, TOpener>(this ContainerBuilder builder)
        where TSource : RewardSource
        where TOpener : class, IRewardOpener<TSource>
    {
        builder.RegisterType<TOpener>().AsSelf().InstancePerDependency();
        builder.RegisterInstance(new RewardDescriptor(typeof(TSource), typeof(TOpener)));
    }

    /// <summary>Rules for options that their types cannot express; a spec is checked against them before anything runs.</summary>
    public static void RegisterOptionsValidator<TOptions, TValidator>(this ContainerBuilder builder)
        where TValidator : class, IValidator<TOptions> =>
        builder.RegisterType<TValidator>().As<IValidator<TOptions>>().SingleInstance();
}
