using AlignmentLab.Environments.Episodes;
using AlignmentLab.Environments.Pictures;
using AlignmentLab.Numerics;
using AlignmentLab.Randomness;

namespace AlignmentLab.Environments.CartPole;

/// <summary>
/// A pole on a cart, pushed left (0) or right (1) by 10 N every 20 ms. The task ends when the cart is more than 2.4 m from
/// the middle or the pole more than 12 degrees from upright.
/// </summary>
/// <remarks>
/// Source: Gymnasium 1.x <c>CartPole-v1</c>, after Barto, Sutton and Anderson, "Neuronlike Adaptive Elements That Can Solve
/// Difficult Learning Control Problems" (1983). The arithmetic is the original's, operation by operation, in double
/// precision with the explicit Euler step. State and observation: position (m), velocity (m/s), angle (rad), angular
/// velocity (rad/s). The original rounds observations to single precision; here they keep the state's.
/// </remarks>
public sealed class CartPoleEnvironment : EpisodicEnvironment, IPicturedEnvironment, IDescribedEnvironment
{
    public const string RegisteredName = "CartPole-v1";

    private const double Gravity = 9.8;
    private const double CartMass = 1.0;
    private const double PoleMass = 0.1;
    private const double TotalMass = PoleMass + CartMass;
    private const double HalfLength = 0.5;
    private const double PoleMassLength = PoleMass * HalfLength;
    private const double Force = 10.0;
    private const double TimeStep = 0.02;
    internal const double PositionLimit = 2.4;
    private const double AngleLimit = 12 * 2 * Math.PI / 360;

    private readonly CartPoleOptions _options;

    public CartPoleEnvironment(CartPoleOptions options)
        : base(
            RegisteredName,
            new BoxSpace(
                [-PositionLimit * 2, double.NegativeInfinity, -AngleLimit * 2, double.NegativeInfinity],
                [PositionLimit * 2, double.PositiveInfinity, AngleLimit * 2, double.PositiveInfinity]),
            new DiscreteSpace(2),
            ["x", "x_dot", "theta", "theta_dot"],
            options.MaxEpisodeSteps) => _options = options;

    public IReadOnlyList<Quantity> ObservationEntries => CartPolePicture.Observations;

    public IReadOnlyList<Quantity> ActionEntries => CartPolePicture.Actions;

    public Picture Draw(ReadOnlySpan<double> observation, ReadOnlySpan<double> action) => CartPolePicture.Draw(observation, action);

    protected override void Start(IDrawSource draws, Span<double> state)
    {
        foreach (ref var component in state)
        {
            component = draws.NextUniform(_options.Low, _options.High);
        }
    }

    protected override bool Advance(Span<double> state, ReadOnlySpan<double> action, out double reward)
    {
        var (x, velocity, theta, omega) = (state[0], state[1], state[2], state[3]);
        var force = action[0] == 1 ? Force : -Force;
        var (sin, cos) = PortableMath.SinCos(theta);

        var push = (force + (PoleMassLength * (omega * omega) * sin)) / TotalMass;
        var angular = ((Gravity * sin) - (cos * push)) / (HalfLength * ((4.0 / 3.0) - (PoleMass * (cos * cos) / TotalMass)));
        var linear = push - (PoleMassLength * angular * cos / TotalMass);

        x += TimeStep * velocity;
        velocity += TimeStep * linear;
        theta += TimeStep * omega;
        omega += TimeStep * angular;
        (state[0], state[1], state[2], state[3]) = (x, velocity, theta, omega);

        var terminated = x < -PositionLimit || x > PositionLimit || theta < -AngleLimit || theta > AngleLimit;
        reward = _options.SuttonBartoReward ? (terminated ? -1.0 : 0.0) : 1.0;
        return terminated;
    }

    protected override void Observe(ReadOnlySpan<double> state, Span<double> observation) => state.CopyTo(observation);
}
