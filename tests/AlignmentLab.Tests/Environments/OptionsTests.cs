using AlignmentLab.Environments;
using AlignmentLab.Environments.Acrobot;
using AlignmentLab.Environments.CartPole;
using AlignmentLab.Environments.CopyChain;
using AlignmentLab.Environments.MountainCar;
using AlignmentLab.Environments.Pendulum;
using AlignmentLab.Errors;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Environments;

public sealed class OptionsTests
{
    public static TheoryData<IEnvironmentFactory, object, string> BadOptions => new()
    {
        { new CartPoleFactory(), new CartPoleOptions { Low = 0.1 }, "High is 0.05; expected no less than Low, which is 0.1." },
        { new CartPoleFactory(), new CartPoleOptions { Low = double.NaN }, "Low is NaN; expected a finite number." },
        { new CartPoleFactory(), new CartPoleOptions { MaxEpisodeSteps = 0 }, "Max Episode Steps is 0; expected 1 or more." },
        { new MountainCarFactory(), new MountainCarOptions { GoalVelocity = double.PositiveInfinity }, "Goal Velocity" },
        { new MountainCarFactory(), new MountainCarOptions { High = -1 }, "High is -1; expected no less than Low, which is -0.6." },
        { new AcrobotFactory(), new AcrobotOptions { BookOrNips = "paper" }, "Book Or Nips is 'paper'; expected 'book' or 'nips'." },
        { new AcrobotFactory(), new AcrobotOptions { High = 11 }, "High is 11; expected a number from -10 to 10." },
        { new PendulumFactory(), new PendulumOptions { XInit = -1 }, "X Init is -1; expected 0 or more." },
        { new PendulumFactory(), new PendulumOptions { G = double.NaN }, "G is NaN; expected a finite number." },
        { new CopyChainFactory(), new CopyChainOptions { Horizon = 0 }, "Horizon is 0; expected 1 or more." },
        { new CopyChainFactory(), new CopyChainOptions { Looks = 0 }, "Looks is 0; expected a whole number from 1 to 10000." },
        { new CopyChainFactory(), new CopyChainOptions { CueScale = 0 }, "Cue Scale is 0; expected a number above 0, at most 1." },
    };

    [Theory]
    [MemberData(nameof(BadOptions), DisableDiscoveryEnumeration = true)]
    public void Create_WithAnOptionOutOfRange_NamesItAndTheEnvironment(IEnvironmentFactory factory, object options, string message)
    {
        var error = Should.Throw<InvalidInputException>(() => factory.Create(options)).Message;
        error.ShouldStartWith($"Options of {factory.Name}: ");
        error.ShouldContain(message);
    }

    [Fact]
    public void Create_WithOptionsOfAnotherEnvironment_Throws() =>
        Should.Throw<ArgumentException>(() => new CartPoleFactory().Create(new PendulumOptions()));
}
