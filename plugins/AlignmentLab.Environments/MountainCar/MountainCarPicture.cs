using AlignmentLab.Environments.Pictures;

namespace AlignmentLab.Environments.MountainCar;

/// <summary>The car on the hill of the original, whose height is 0.45 sin(3x) + 0.55; the bright arrow is the push.</summary>
internal static class MountainCarPicture
{
    private const double Radius = 0.05;
    private const double PushLength = 0.16;
    private const double FastestLength = 0.3;
    private const int HillPoints = 45;

    private static readonly View View = new(-1.3, -0.02, 2.0, 1.3);

    private static readonly Line Hill = new(
        [.. Enumerable.Range(0, HillPoints + 1)
            .Select(i => MountainCarEnvironment.MinPosition + ((MountainCarEnvironment.MaxPosition - MountainCarEnvironment.MinPosition) * i / HillPoints))
            .Select(x => new Point(x, Height(x)))],
        Tone.Ground);

    public static IReadOnlyList<Quantity> Observations { get; } = [new("position"), new("velocity")];

    public static IReadOnlyList<Quantity> Actions { get; } = [new("push left"), new("do not push"), new("push right")];

    public static Scene Draw(ReadOnlySpan<double> observation, ReadOnlySpan<double> action)
    {
        var (x, velocity) = (observation[0], observation[1]);
        var slope = 3 * 0.45 * Math.Cos(3 * x);
        var length = Math.Sqrt(1 + (slope * slope));
        var (alongX, alongY) = (1 / length, slope / length);
        var car = new Point(x - (Radius * alongY), Height(x) + (Radius * alongX));
        var flag = new Point(MountainCarEnvironment.GoalPosition, Height(MountainCarEnvironment.GoalPosition));
        var fast = Math.Clamp(velocity / MountainCarEnvironment.MaxSpeed, -1, 1) * FastestLength;
        var shapes = new List<Shape>
        {
            Hill,
            new Line(flag, flag with { Y = flag.Y + 0.2 }, Tone.Goal),
            new Polygon([flag with { Y = flag.Y + 0.2 }, new(flag.X + 0.1, flag.Y + 0.165), flag with { Y = flag.Y + 0.13 }], Tone.Goal),
            new Circle(car, Radius, Tone.Body),
            Ahead(car, fast < 0 ? -Radius : Radius, fast),
        };
        if (action.Length == 1 && action[0] != 1)
        {
            // Above the car, so that push and velocity do not lie over each other.
            var side = action[0] > 1 ? 1 : -1;
            var above = new Point(car.X - (0.12 * alongY), car.Y + (0.12 * alongX));
            shapes.Add(Line.Arrow(above, new(above.X + (side * PushLength * alongX), above.Y + (side * PushLength * alongY)), Tone.Action));
        }

        // From the edge of the car along the slope.
        Line Ahead(Point from, double edge, double by) => Line.Arrow(
            new(from.X + (edge * alongX), from.Y + (edge * alongY)), new(from.X + ((edge + by) * alongX), from.Y + ((edge + by) * alongY)), Tone.Motion);

        return new Scene(FormattableString.Invariant($"Car at {x:0.00}, flag at {MountainCarEnvironment.GoalPosition}."), View, shapes);
    }

    private static double Height(double x) => (0.45 * Math.Sin(3 * x)) + 0.55;
}
