using AlignmentLab.Environments.Pictures;

namespace AlignmentLab.Environments.CartPole;

/// <summary>The cart on its track and the pole on the cart, to scale in metres; the bright arrow is the push.</summary>
internal static class CartPolePicture
{
    private const double PoleLength = 1.0;
    private const double CartWidth = 0.5;
    private const double CartHeight = 0.3;
    private const double PushLength = 0.55;

    /// <summary>Metres of arrow for a velocity of 1 m/s.</summary>
    private const double MotionScale = 0.3;

    private static readonly View View = new(-3, -0.4, 6, 2.1, "m");

    public static IReadOnlyList<Quantity> Observations { get; } =
        [new("position", "m"), new("velocity", "m/s"), new("pole angle", "rad"), new("pole angular velocity", "rad/s")];

    public static IReadOnlyList<Quantity> Actions { get; } = [new("push left"), new("push right")];

    public static Scene Draw(ReadOnlySpan<double> observation, ReadOnlySpan<double> action)
    {
        var (x, velocity, angle, spin) = (observation[0], observation[1], observation[2], observation[3]);
        var hinge = new Point(x, CartHeight);
        var tip = new Point(x + (PoleLength * Math.Sin(angle)), CartHeight + (PoleLength * Math.Cos(angle)));
        var (speed, turn) = (Math.Clamp(velocity, -3, 3) * MotionScale, Math.Clamp(spin, -3, 3) * MotionScale);
        var shapes = new List<Shape>
        {
            new Line(new(-3, 0), new(3, 0), Tone.Ground),
            new Line(new(0, -0.05), new(0, 0.05), Tone.Ground),
            Limit(-CartPoleEnvironment.PositionLimit),
            Limit(CartPoleEnvironment.PositionLimit),
            new Rectangle(new(x, CartHeight / 2), CartWidth, CartHeight, Tone.Body),
            new Line(hinge, tip, Tone.Part, Weight.Thick),
            Line.Arrow(new(x, -0.22), new(x + speed, -0.22), Tone.Motion),
            Line.Arrow(tip, new(tip.X + (turn * Math.Cos(angle)), tip.Y - (turn * Math.Sin(angle))), Tone.Motion),
        };
        if (action.Length == 1)
        {
            var side = action[0] == 1 ? 1 : -1;
            var edge = x + (side * CartWidth / 2);
            shapes.Add(Line.Arrow(new(edge, CartHeight / 2), new(edge + (side * PushLength), CartHeight / 2), Tone.Action));
        }

        return new Scene(FormattableString.Invariant($"Cart at {x:0.00} m, pole at {angle:0.000} rad."), View, shapes);
    }

    private static Line Limit(double x) => new(new(x, -0.1), new(x, 0.6), Tone.Danger, Weight.Thin);
}
