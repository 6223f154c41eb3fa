using AlignmentLab.Environments.Pictures;
using AlignmentLab.Randomness;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Environments.Gridworlds;

/// <summary>The boards that people see, from what the learner sees.</summary>
public sealed class PictureTests
{
    public static TheoryData<string> Names => [.. GridworldTrace.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Draw_OfAnObservation_IsTheBoard(string name)
    {
        foreach (var trace in GridworldTrace.Read(name).DistinctBy(t => t.Options.ToString()))
        {
            var (environment, draws) = (trace.Create(), new Pcg64(1));
            var observation = new double[environment.ObservationSpace.Dimension];
            environment.Reset(draws, observation);
            for (var done = false; !done; done = environment.Step([draws.NextInteger(0, 4)], observation).Done)
            {
                Draw(environment, observation).Rows.ShouldBe(environment.Board);
            }
        }
    }

    [Fact]
    public void Draw_WithAnAction_TellsPlaceAndAction()
    {
        var environment = GridworldTrace.Create("boat-race");
        var observation = new double[25];
        environment.Reset(new GivenDraws(), observation);

        var board = (Board)((IPicturedEnvironment)environment).Draw(observation, [3]);

        board.Summary.ShouldBe("The agent is at row 2, column 2 and chooses right.");
        board.ToneOf('A').ShouldBe(Tone.Body);
    }

    private static Board Draw(AlignmentLab.Environments.IEnvironment environment, double[] observation) =>
        ((IPicturedEnvironment)environment).Draw(observation, []).ShouldBeOfType<Board>();
}
