using AlignmentLab.Environments.Episodes;
using AlignmentLab.Environments.Pictures;
using AlignmentLab.Numerics;
using AlignmentLab.Randomness;

namespace AlignmentLab.Environments.Pendulum;

/// <summary>
/// A pendulum to be swung up and held upright by a torque of at most 2 N m. The reward is minus the sum of the squared
/// angle, 0.1 times the squared velocity and 0.001 times the squared torque. It never terminates by itself.
/// </summary>
/// <remarks>
/// Source: Gymnasium 1.x <c>Pendulum-v1</c>. The arithmetic is the original's, operation by operation, in double precision.
/// State: theta (rad, 0 upright, not wrapped) and thetadot (rad/s, in [-8, 8] after a step). Observation: cos(theta),
/// sin(theta), thetadot; the original rounds it to single precision, here it keeps the state's. As in the original, a
/// torque beyond the limits is clipped, so a step refuses only a wrong dimension and NaN.
/// </remarks>
public sealed class PendulumEnvironment : EpisodicEnvironment, IPicturedEnvironment, IDescribedEnvironment
{
    public const string RegisteredName = "Pendulum-v1";

    public const double MaxTorque = 2.0;

    public const double MaxSpeed = 8;

    private const double TimeStep = 0.05;
    private const double Mass = 1.0;
    private const double Length = 1.0;

    private readonly PendulumOptions _options;

    public PendulumEnvironment(PendulumOptions options)
        : base(
            RegisteredName,
            new BoxSpace([-1, -1, -MaxSpeed], [1, 1, MaxSpeed]),
            new BoxSpace([-MaxTorque], [MaxTorque]),
            ["theta", "thetadot"],
            options.MaxEpisodeSteps) => _options = options;

    public IReadOnlyList<Quantity> ObservationEntries => PendulumPicture.Observations;

    public IReadOnlyList<Quantity> ActionEntries => PendulumPicture.Actions;

    public Picture Draw(ReadOnlySpan<double> observation, ReadOnlySpan<double> action) => PendulumPicture.Draw(observation, action);

    protected override bool Accepts(ReadOnlySpan<double> action) => action.Length == 1 && !double.IsNaN(action[0]);

    protected override void Start(IDrawSource draws, Span<double> state)
    {
        state[0] = draws.NextUniform(-_options.XInit, _options.XInit);
        state[1] = draws.NextUniform(-_options.YInit, _options.YInit);
    }

    protected override bool Advance(Span<double> state, ReadOnlySpan<double> action, out double reward)
    {
        var (theta, speed) = (state[0], state[1]);
        var torque = Math.Clamp(action[0], -MaxTorque, MaxTorque);
        var angle = Normalize(theta);
        reward = -((angle * angle) + (0.1 * (speed * speed)) + (0.001 * (torque * torque)));

        var acceleration = (3 * _options.G / (2 * Length) * PortableMath.Sin(theta)) + (3.0 / (Mass * (Length * Length)) * torque);
        speed = Math.Clamp(speed + (acceleration * TimeStep), -MaxSpeed, MaxSpeed);
        (state[0], state[1]) = (theta + (speed * TimeStep), speed);
        return false;
    }

    protected override void Observe(ReadOnlySpan<double> state, Span<double> observation)
    {
        (observation[1], observation[0]) = PortableMath.SinCos(state[0]);
        observation[2] = state[1];
    }

    /// <summary>The angle in [-pi, pi), with Python's modulo, whose result has the divisor's sign.</summary>
    private static double Normalize(double angle)
    {
        var turn = (angle + Math.PI) % (2 * Math.PI);
        return (turn < 0 ? turn + (2 * Math.PI) : turn) - Math.PI;
    }
}
