using AlignmentLab.Environments.Acrobot;
using AlignmentLab.Environments.CartPole;
using AlignmentLab.Environments.CopyChain;
using AlignmentLab.Environments.MountainCar;
using AlignmentLab.Environments.Pendulum;
using AlignmentLab.Environments.Pictures;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Environments.Pictures;

/// <summary>Which way the bundled environments draw things. Angles and signs are those of Gymnasium's renderings.</summary>
public sealed class BundledPictureTests
{
    private static readonly CartPoleEnvironment CartPole = new(new CartPoleOptions());
    private static readonly PendulumEnvironment Pendulum = new(new PendulumOptions());
    private static readonly MountainCarEnvironment MountainCar = new(new MountainCarOptions());
    private static readonly AcrobotEnvironment Acrobot = new(new AcrobotOptions());
    private static readonly CopyChainEnvironment CopyChain = new(new CopyChainOptions { Looks = 3 });

    [Fact]
    public void CartPole_PositiveAngle_LeansToTheRight()
    {
        var pole = Shapes(CartPole.Draw([0.5, 0, 0.2, 0], [])).OfType<Line>().Single(l => l.Tone == Tone.Part);

        pole.Points[0].X.ShouldBe(0.5);
        pole.Points[1].X.ShouldBeGreaterThan(0.5);
        Math.Sqrt(Math.Pow(pole.Points[1].X - 0.5, 2) + Math.Pow(pole.Points[1].Y - pole.Points[0].Y, 2)).ShouldBe(1, 1e-9);
    }

    [Fact]
    public void CartPole_Action_IsAnArrowToItsSide()
    {
        Direction(CartPole.Draw([0, 0, 0, 0], [0])).X.ShouldBeLessThan(0);
        Direction(CartPole.Draw([0, 0, 0, 0], [1])).X.ShouldBeGreaterThan(0);
        Arrows(CartPole.Draw([0, 0, 0, 0], [])).ShouldBeEmpty();
    }

    [Fact]
    public void MountainCar_Action_IsAnArrowAlongTheSlopeAndNoneWhereItDoesNotPush()
    {
        Direction(MountainCar.Draw([0.2, 0], [0])).ShouldSatisfyAllConditions(d => d.X.ShouldBeLessThan(0), d => d.Y.ShouldBeLessThan(0));
        Direction(MountainCar.Draw([0.2, 0], [2])).ShouldSatisfyAllConditions(d => d.X.ShouldBeGreaterThan(0), d => d.Y.ShouldBeGreaterThan(0));
        Arrows(MountainCar.Draw([0.2, 0], [1])).ShouldBeEmpty();
    }

    [Fact]
    public void Pendulum_Upright_IsAtTheTopAndTurnsCounterClockwise()
    {
        Shapes(Pendulum.Draw([1, 0, 0], [])).OfType<Circle>().Single(c => c.Tone == Tone.Body).Centre.ShouldBe(new Point(0, 1));
        Shapes(Pendulum.Draw([0, 1, 0], [])).OfType<Circle>().Single(c => c.Tone == Tone.Body).Centre.X.ShouldBe(-1);
        var arrow = Shapes(Pendulum.Draw([1, 0, 4], [])).OfType<Line>().Single(l => l.Tone == Tone.Motion).Points;
        arrow[1].X.ShouldBeLessThan(arrow[0].X, "counter-clockwise from the top goes left");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Pendulum_Torque_TurnsTheArrowItsWay(double torque)
    {
        var points = Arrows(Pendulum.Draw([-1, 0, 0], [torque])).ShouldHaveSingleItem().Points;

        Math.Sign(points[1].X - points[0].X).ShouldBe(-Math.Sign(torque), "from the top, counter-clockwise goes left");
        Arrows(Pendulum.Draw([-1, 0, 0], [2 * torque]))[0].Points.Count.ShouldBeGreaterThan(points.Count, "more torque goes further round");
    }

    [Fact]
    public void Acrobot_Hanging_EndsTwoLinksBelow()
    {
        Shapes(Acrobot.Draw([1, 0, 1, 0, 0, 0], [])).OfType<Line>().Single(l => l.Tone == Tone.Part).Points[1].ShouldBe(new Point(0, -2));
        Shapes(Acrobot.Draw([-1, 0, 1, 0, 0, 0], [])).OfType<Line>().Single(l => l.Tone == Tone.Part).Points[1].ShouldBe(new Point(0, 2));
        Arrows(Acrobot.Draw([1, 0, 1, 0, 0, 0], [1])).ShouldBeEmpty();
        Arrows(Acrobot.Draw([1, 0, 1, 0, 0, 0], [2])).ShouldHaveSingleItem();
    }

    [Fact]
    public void CopyChain_WrongOutput_IsMarked()
    {
        var words = ((Passage)CopyChain.Draw([0, -1, 0, 0, 0.25, 0], [0])).Words;

        words.Select(w => w.Text).ShouldBe(["0", "1", "2/3", "0"]);
        (words[^1].Tone, words[^1].Note).ShouldBe((Tone.Danger, "says now, wrong"));
        ((Passage)CopyChain.Draw([0, -1, 0, 0, 0.25, 0], [1])).Words[^1].Tone.ShouldBe(Tone.Action);
    }

    private static IReadOnlyList<Shape> Shapes(Picture picture) => ((Scene)picture).Shapes;

    private static List<Line> Arrows(Picture picture) => [.. Shapes(picture).OfType<Line>().Where(l => l.Tone == Tone.Action)];

    private static Point Direction(Picture picture)
    {
        var points = Arrows(picture).ShouldHaveSingleItem().Points;
        return new Point(points[^1].X - points[0].X, points[^1].Y - points[0].Y);
    }
}
