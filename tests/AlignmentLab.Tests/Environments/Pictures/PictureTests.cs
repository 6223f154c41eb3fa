using System.Text.Json;
using AlignmentLab.Environments.Pictures;
using AlignmentLab.Serialization;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Environments.Pictures;

public sealed class PictureTests
{
    private static readonly BoardLegend[] Legend = [new('A', "the agent", Tone.Body), new('G', "the goal", Tone.Goal)];

    [Fact]
    public void Board_OnATerminal_IsItsRowsAndTheLegendOfWhatOccurs() =>
        new Board("", ["#####", "# A #", "#####"], Legend).ToLines().ShouldBe(["#####", "# A #", "#####", "A  the agent"]);

    [Fact]
    public void ToneOf_ACharacterThatTheLegendDoesNotName_IsGround()
    {
        var board = new Board("", ["#A"], Legend);

        board.ToneOf('A').ShouldBe(Tone.Body);
        board.ToneOf('#').ShouldBe(Tone.Ground);
    }

    [Fact]
    public void Board_OfRowsThatAreNoGrid_IsRefused()
    {
        Should.Throw<ArgumentException>(() => new Board("", [], []));
        Should.Throw<ArgumentException>(() => new Board("", [""], []));
        Should.Throw<ArgumentException>(() => new Board("", ["##", "#"], [])).Message.ShouldContain("2, 1");
        Should.Throw<ArgumentException>(() => new Board("", [new string('#', Board.MostCells + 1)], []));
        Should.Throw<ArgumentException>(() => new Board("", ["A"], [.. Legend, new('A', "again", Tone.Goal)]));
    }

    [Fact]
    public void Passage_OnATerminal_IsALineWithNotesInBrackets() =>
        new Passage("", [new Word("1", Tone.Part, "said last"), new Word("go", Tone.Action)]).ToLines().ShouldBe(["1 (said last) go"]);

    [Fact]
    public void Turn_OfAQuarter_BeginsAndEndsOnTheCircle()
    {
        var turn = Line.Turn(new Point(1, 2), 3, 0, Math.PI / 2, Tone.Action);

        turn.HasHead.ShouldBeTrue();
        turn.Points.ShouldAllBe(p => Math.Abs(Math.Sqrt(Math.Pow(p.X - 1, 2) + Math.Pow(p.Y - 2, 2)) - 3) < 1e-9);
        (turn.Points[0].X, turn.Points[^1].Y).ShouldBe((4, 5));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e9)]
    public void Turn_OfNoOrAnEndlessAngle_HasFewPoints(double sweep) =>
        Line.Turn(new Point(0, 0), 1, 0, sweep, Tone.Action).Points.Count.ShouldBeLessThan(80);

    [Fact]
    public void Picture_AsJson_NamesItsKindAndComesBack()
    {
        Picture scene = new Scene("A line.", new View(0, 0, 1, 1, "m"), [new Line(new(0, 0), new(1, 1), Tone.Body), new Caption(new(0, 0), "<b>", Tone.Goal)]);

        var json = JsonSerializer.Serialize(scene, EventJson.Options);

        json.ShouldContain("\"kind\":\"scene\"");
        JsonSerializer.Deserialize<Picture>(json, EventJson.Options).ShouldBeOfType<Scene>().Shapes[1].ShouldBe(((Scene)scene).Shapes[1]);
    }
}
