using System.Text.Json.Nodes;
using AlignmentLab.Environments;
using AlignmentLab.Environments.CartPole;
using AlignmentLab.Environments.MountainCar;
using AlignmentLab.Environments.Pendulum;
using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Environments;

public sealed class DynamicsTests
{
    [Fact]
    public void Reset_WithDrawsGivenByHand_UsesThemInOrder()
    {
        var observation = new double[4];
        new CartPoleFactory().Create(new CartPoleOptions()).Reset(new GivenDraws(0, 0.25, 0.5, 0.75), observation);
        observation.ShouldBe([-0.05, -0.05 + (0.1 * 0.25), 0, -0.05 + (0.1 * 0.75)]);
    }

    [Theory]
    [InlineData(false, 0, 1, false)]
    [InlineData(false, 0.21, 1, true)]
    [InlineData(true, 0, 0, false)]
    [InlineData(true, 0.21, -1, true)]
    public void Step_OfCartPole_RewardsTheLastStepToo(bool suttonBarto, double angle, double reward, bool terminated)
    {
        var environment = new CartPoleFactory().Create(new CartPoleOptions { SuttonBartoReward = suttonBarto });
        Step(environment, [0, 0, angle, 0], 0, out _).ShouldBe(new StepOutcome(reward, terminated, Truncated: false));
    }

    [Fact]
    public void Step_OfMountainCarIntoTheWall_StopsIt()
    {
        var environment = new MountainCarFactory().Create(new MountainCarOptions());
        Step(environment, [-1.19, -0.07], 0, out var observation);
        observation.ShouldBe([-1.2, 0]);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(0.05, false)]
    public void Step_OfMountainCarOverTheGoal_EndsItAtTheGoalVelocity(double goalVelocity, bool terminated)
    {
        var environment = new MountainCarFactory().Create(new MountainCarOptions { GoalVelocity = goalVelocity });
        Step(environment, [0.49, 0.02], 1, out _).ShouldBe(new StepOutcome(-1, terminated, Truncated: false));
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(double.NegativeInfinity, -2)]
    public void Step_OfPendulumBeyondTheTorqueLimit_IsTheStepAtTheLimit(double torque, double limit)
    {
        var environment = new PendulumFactory().Create(new PendulumOptions());
        var clipped = Step(environment, [1, 0.5], torque, out var observation);
        Step(environment, [1, 0.5], limit, out var expected).ShouldBe(clipped);
        observation.ShouldBe(expected);
    }

    [Theory]
    [InlineData(2 * Math.PI, 0)]
    [InlineData(-0.1 - (4 * Math.PI), 0.01)]
    [InlineData(Math.PI, Math.PI * Math.PI)]
    public void Step_OfPendulum_CostsTheAngleFromUprightOfWholeTurns(double angle, double cost)
    {
        var environment = new PendulumFactory().Create(new PendulumOptions());
        Step(environment, [angle, 0], 0, out _).Reward.ShouldBe(-cost, 1e-12);
    }

    private static StepOutcome Step(IEnvironment environment, JsonArray state, double action, out double[] observation)
    {
        observation = new double[environment.ObservationSpace.Dimension];
        environment.Restore(state, new Pcg64(0), observation);
        return environment.Step([action], observation);
    }

    private sealed class GivenDraws(params double[] values) : IDrawSource
    {
        private int _next;

        public double NextDouble() => values[_next++];
    }
}
