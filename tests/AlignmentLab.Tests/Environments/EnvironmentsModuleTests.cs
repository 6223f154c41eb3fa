using AlignmentLab.Environments;
using AlignmentLab.Experts;
using Autofac;
using FluentValidation;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Environments;

public sealed class EnvironmentsModuleTests
{
    [Fact]
    public void Load_IntoAContainer_RegistersEachEnvironmentWithItsValidatorAndItsDefaultExpertFirst()
    {
        var builder = new ContainerBuilder();
        builder.RegisterModule<EnvironmentsModule>();
        using var container = builder.Build();

        var environments = container.Resolve<IEnumerable<IEnvironmentFactory>>().ToList();
        var experts = container.Resolve<IEnumerable<IScriptedExpertFactory>>().ToList();

        environments.Select(factory => factory.Name).ShouldBe(
            [
                "CartPole-v1", "MountainCar-v0", "Acrobot-v1", "Pendulum-v1", "CopyChain", "block-stacking", "tomato-tile", "nested-text", "prose-text", "boat-race", "absent-supervisor",
                "distributional-shift", "whisky-gold", "tomato-watering", "side-effects-sokoban", "safe-interruptibility",
                "island-navigation", "conveyor-belt", "friend-foe", "rocks-diamonds",
            ]);
        environments.Take(9).Select(factory => experts.First(expert => expert.Environment == factory.Name).Name).ShouldBe(
            ["cartpole-feedback", "mountaincar-planner", "acrobot-feedback", "pendulum-energy", "copychain-cue", "block-stacking-human", "tomato-tile-wanderer", "nested-text-writer", "prose-text-writer"]);
        environments.ShouldAllBe(factory => container.IsRegistered(typeof(IValidator<>).MakeGenericType(factory.OptionsType)));
        foreach (var factory in environments)
        {
            factory.Create(Activator.CreateInstance(factory.OptionsType)!).Name.ShouldBe(factory.Name);
        }
    }
}
