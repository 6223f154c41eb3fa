using System.Globalization;
using AlignmentLab.Environments;
using AlignmentLab.Environments.Acrobot;
using AlignmentLab.Environments.CartPole;
using AlignmentLab.Environments.CopyChain;
using AlignmentLab.Environments.Gridworlds.TomatoWatering;
using AlignmentLab.Environments.MountainCar;
using AlignmentLab.Environments.Pendulum;
using AlignmentLab.Experts;
using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Environments;

/// <summary>The returns that the experts' descriptions state, over seeds 0 to 999.</summary>
public sealed class ExpertReturnTests
{
    private const int Seeds = 1000;

    [Fact]
    public void Return_OfCartPolesExpert_Is500OnEverySeed() =>
        Returns(new CartPoleFactory(), new CartPoleExpertFactory()).ShouldAllBe(total => total == 500);

    [Fact]
    public void Return_OfMountainCarsExpert_IsAsDescribed() =>
        MeanShouldBeAsDescribed(new MountainCarFactory(), new MountainCarExpertFactory());

    [Fact]
    public void Return_OfAcrobotsExpert_IsAsDescribed() => MeanShouldBeAsDescribed(new AcrobotFactory(), new AcrobotExpertFactory());

    [Fact]
    public void Return_OfPendulumsExpert_IsAsDescribed() => MeanShouldBeAsDescribed(new PendulumFactory(), new PendulumExpertFactory());

    [Fact]
    public void Return_OfTheCopyChainsExperts_Is0OnEverySeed()
    {
        Returns(new CopyChainFactory(), new CueExpertFactory()).ShouldAllBe(total => total == 0);
        Returns(new CopyChainFactory(), new CopyExpertFactory()).ShouldAllBe(total => total == 0);
    }

    [Fact]
    public void Return_OfTheTomatoGardener_IsAsDescribed() => MeanShouldBeAsDescribed(new TomatoWateringFactory(), new SteadyGardenerFactory());

    private static void MeanShouldBeAsDescribed(IEnvironmentFactory environment, IScriptedExpertFactory expert)
    {
        var mean = Math.Round(Returns(environment, expert).Average(), 1);
        expert.Description.ShouldContain(string.Create(CultureInfo.InvariantCulture, $"mean return {mean:F1} over seeds 0 to 999"));
    }

    private static List<double> Returns(IEnvironmentFactory factory, IScriptedExpertFactory experts)
    {
        IEnvironment Create() => factory.Create(Activator.CreateInstance(factory.OptionsType)!);
        var (environment, expert) = (Create(), experts.Create(new NoOptions(), Create()));
        var (observation, action) = (new double[environment.ObservationSpace.Dimension], new double[environment.ActionSpace.Dimension]);
        var returns = new List<double>();
        for (var seed = 0; seed < Seeds; seed++)
        {
            var total = 0.0;
            environment.Reset(new Pcg64((ulong)seed), observation);
            for (var done = false; !done;)
            {
                expert.Act(observation, action);
                var outcome = environment.Step(action, observation);
                total += outcome.Reward;
                done = outcome.Done;
            }

            returns.Add(total);
        }

        return returns;
    }
}
