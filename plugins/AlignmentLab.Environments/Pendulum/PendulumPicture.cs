using AlignmentLab.Environments.Pictures;

namespace AlignmentLab.Environments.Pendulum;

/// <summary>The pendulum about its pivot, upright at the top and counter-clockwise positive; the turning arrow is the torque.</summary>
internal static class PendulumPicture
{
    /// <summary>How far the arrow of the largest torque goes round, rad.</summary>
    private const double LargestTurn = 1.5 * Math.PI;

    private const double FastestLength = 0.8;
    private const double BobRadius = 0.09;

    private static readonly View View = new(-1.9, -1.3, 3.8, 2.6, "m");

    public static IReadOnlyList<Quantity> Observations { get; } = [new("cosine of the angle"), new("sine of the angle"), new("angular velocity", "rad/s")];

    public static IReadOnlyList<Quantity> Actions { get; } = [new("torque counter-clockwise", "N m")];

    public static Scene Draw(ReadOnlySpan<double> observation, ReadOnlySpan<double> action)
    {
        var (cos, sin, speed) = (observation[0], observation[1], observation[2]);
        var (pivot, bob) = (new Point(0, 0), new Point(-sin, cos));
        var fast = Math.Clamp(speed / PendulumEnvironment.MaxSpeed, -1, 1) * FastestLength;
        var shapes = new List<Shape>
        {
            new Line(new(0, 1.08), new(0, 1.25), Tone.Goal),
            new Line(pivot, bob, Tone.Part, Weight.Thick),
            new Circle(pivot, 0.06, Tone.Ground),
            new Circle(bob, BobRadius, Tone.Body),
            Ahead(Math.CopySign(BobRadius, fast), fast),
        };
        if (action.Length == 1)
        {
            var torque = Math.Clamp(action[0], -PendulumEnvironment.MaxTorque, PendulumEnvironment.MaxTorque);
            shapes.Add(Line.Turn(pivot, 0.3, Math.PI / 2, torque / PendulumEnvironment.MaxTorque * LargestTurn, Tone.Action));
        }

        // From the edge of the bob, across the rod: counter-clockwise where it is above 0.
        Line Ahead(double edge, double by) => Line.Arrow(
            new(-sin - (edge * cos), cos - (edge * sin)), new(-sin - ((edge + by) * cos), cos - ((edge + by) * sin)), Tone.Motion);

        return new Scene(FormattableString.Invariant($"Pendulum at {Math.Atan2(sin, cos):0.00} rad from upright."), View, shapes);
    }
}
