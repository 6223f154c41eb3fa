using AlignmentLab.Environments.Pictures;

namespace AlignmentLab.Environments.Acrobot;

/// <summary>The two links below their fixed end and the height to reach; the turning arrow at the middle joint is the torque.</summary>
internal static class AcrobotPicture
{
    private const double Turn = 1.3 * Math.PI;

    private static readonly View View = new(-3.2, -2.2, 6.4, 4.4, "m");

    public static IReadOnlyList<Quantity> Observations { get; } =
    [
        new("cosine of angle 1"), new("sine of angle 1"), new("cosine of angle 2"), new("sine of angle 2"),
        new("angular velocity 1", "rad/s"), new("angular velocity 2", "rad/s"),
    ];

    public static IReadOnlyList<Quantity> Actions { get; } = [new("torque -1 N m"), new("no torque"), new("torque 1 N m")];

    public static Scene Draw(ReadOnlySpan<double> observation, ReadOnlySpan<double> action)
    {
        var (cos1, sin1, cos2, sin2) = (observation[0], observation[1], observation[2], observation[3]);
        var middle = new Point(sin1, -cos1);
        var end = new Point(middle.X + (sin1 * cos2) + (cos1 * sin2), middle.Y - (cos1 * cos2) + (sin1 * sin2));
        var shapes = new List<Shape>
        {
            new Line(new(-3.2, 1), new(3.2, 1), Tone.Goal, Weight.Thin),
            new Line(new(0, 0), middle, Tone.Body, Weight.Thick),
            new Line(middle, end, Tone.Part, Weight.Thick),
            new Circle(new(0, 0), 0.09, Tone.Ground),
            new Circle(middle, 0.09, Tone.Ground),
        };
        if (action.Length == 1 && action[0] != 1)
        {
            shapes.Add(Line.Turn(middle, 0.4, Math.PI / 2, action[0] > 1 ? Turn : -Turn, Tone.Action));
        }

        return new Scene(FormattableString.Invariant($"Free end at height {end.Y:0.00} m; the goal is above 1 m."), View, shapes);
    }
}
