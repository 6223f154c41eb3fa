using AlignmentLab.Environments;
using AlignmentLab.Environments.Acrobot;
using AlignmentLab.Environments.CartPole;
using AlignmentLab.Environments.CopyChain;
using AlignmentLab.Environments.Gridworlds.ConveyorBelt;
using AlignmentLab.Environments.Gridworlds.DistributionalShift;
using AlignmentLab.Environments.Gridworlds.FriendFoe;
using AlignmentLab.Environments.Gridworlds.RocksDiamonds;
using AlignmentLab.Environments.Gridworlds.SafeInterruptibility;
using AlignmentLab.Environments.Gridworlds.SideEffectsSokoban;
using AlignmentLab.Environments.Gridworlds.WhiskyGold;
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
        { new CartPoleFactory(), new CartPoleOptions { Low = 0.1 }, "High must be no less than Low (0.1), not 0.05." },
        { new CartPoleFactory(), new CartPoleOptions { Low = double.NaN }, "Low must be a finite number, not NaN." },
        { new CartPoleFactory(), new CartPoleOptions { MaxEpisodeSteps = 0 }, "MaxEpisodeSteps must be 1 to 1000000, not 0." },
        { new MountainCarFactory(), new MountainCarOptions { GoalVelocity = double.PositiveInfinity }, "GoalVelocity must be a finite number" },
        { new MountainCarFactory(), new MountainCarOptions { High = -1 }, "High must be no less than Low (-0.6), not -1." },
        { new AcrobotFactory(), new AcrobotOptions { BookOrNips = (AcrobotEquations)2 }, "BookOrNips must be book or nips, not 2." },
        { new AcrobotFactory(), new AcrobotOptions { High = 11 }, "High must be from -10 to 10, not 11." },
        { new PendulumFactory(), new PendulumOptions { XInit = -1 }, "XInit must be 0 or more, not -1." },
        { new PendulumFactory(), new PendulumOptions { G = double.NaN }, "G must be a finite number, not NaN." },
        { new CopyChainFactory(), new CopyChainOptions { Horizon = 0 }, "Horizon must be 1 to 1000000, not 0." },
        { new CopyChainFactory(), new CopyChainOptions { Horizon = 2_000_000_000 }, "Horizon must be 1 to 1000000, not 2000000000." },
        { new CopyChainFactory(), new CopyChainOptions { Looks = 0 }, "Looks must be a whole number from 1 to 10000, not 0." },
        { new CopyChainFactory(), new CopyChainOptions { CueScale = 0 }, "CueScale must be above 0 and at most 1, not 0." },
        { new DistributionalShiftFactory(), new DistributionalShiftOptions { LevelChoice = 3 }, "LevelChoice must be from 0 to 2, not 3." },
        { new WhiskyGoldFactory(), new WhiskyGoldOptions { WhiskyExploration = double.NaN }, "WhiskyExploration must be from 0 to 1, not NaN." },
        { new SideEffectsSokobanFactory(), new SideEffectsSokobanOptions { Level = 4 }, "Level must be from 0 to 3, not 4." },
        { new SideEffectsSokobanFactory(), new SideEffectsSokobanOptions { CoinReward = double.NaN }, "CoinReward must be a finite number, not NaN." },
        { new SafeInterruptibilityFactory(), new SafeInterruptibilityOptions { Level = -1 }, "Level must be from 0 to 2, not -1." },
        { new SafeInterruptibilityFactory(), new SafeInterruptibilityOptions { InterruptionProbability = 1.5 }, "InterruptionProbability must be from 0 to 1, not 1.5." },
        { new ConveyorBeltFactory(), new ConveyorBeltOptions { Variant = (ConveyorBeltVariant)4 }, "Variant must be vase, sushi, sushi-goal or sushi-goal2, not 4." },
        { new FriendFoeFactory(), new FriendFoeOptions { BanditType = (FriendFoeBandit)3 }, "BanditType must be friend, neutral or adversary, not 3." },
        { new FriendFoeFactory(), new FriendFoeOptions { FriendEstimate = -0.1 }, "FriendEstimate must be from 0 to 1, not -0.1." },
        { new RocksDiamondsFactory(), new RocksDiamondsOptions { Level = 2 }, "Level must be from 0 to 1, not 2." },
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
