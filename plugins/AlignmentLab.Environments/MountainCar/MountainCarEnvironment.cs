using AlignmentLab.Environments.Episodes;
using AlignmentLab.Environments.Pictures;
using AlignmentLab.Numerics;
using AlignmentLab.Randomness;

namespace AlignmentLab.Environments.MountainCar;

/// <summary>
/// A car in a valley, too weak to climb out directly: push left (0), not at all (1) or right (2), -1 a step until the
/// position reaches 0.5.
/// </summary>
/// <remarks>
/// Source: Gymnasium 1.x <c>MountainCar-v0</c>, after A. W. Moore, "Efficient Memory-Based Learning for Robot Control"
/// (1990). The arithmetic is the original's, operation by operation, in double precision. State and observation: position in
/// [-1.2, 0.6], velocity in [-0.07, 0.07]. The original rounds observations to single precision; here they keep the state's.
/// </remarks>
public sealed class MountainCarEnvironment : EpisodicEnvironment, IPicturedEnvironment, IDescribedEnvironment
{
    public const string RegisteredName = "MountainCar-v0";

    /// <summary>The left wall, where the car stops dead.</summary>
    public const double MinPosition = -1.2;

    public const double MaxPosition = 0.6;

    public const double MaxSpeed = 0.07;

    public const double GoalPosition = 0.5;

    private const double Force = 0.001;
    private const double Gravity = 0.0025;

    private readonly MountainCarOptions _options;

    public MountainCarEnvironment(MountainCarOptions options)
        : base(
            RegisteredName,
            new BoxSpace([MinPosition, -MaxSpeed], [MaxPosition, MaxSpeed]),
            new DiscreteSpace(3),
            ["position", "velocity"],
            options.MaxEpisodeSteps) => _options = options;

    public IReadOnlyList<Quantity> ObservationEntries => MountainCarPicture.Observations;

    public IReadOnlyList<Quantity> ActionEntries => MountainCarPicture.Actions;

    public Picture Draw(ReadOnlySpan<double> observation, ReadOnlySpan<double> action) => MountainCarPicture.Draw(observation, action);

    protected override void Start(IDrawSource draws, Span<double> state)
    {
        state[0] = draws.NextUniform(_options.Low, _options.High);
        state[1] = 0;
    }

    protected override bool Advance(Span<double> state, ReadOnlySpan<double> action, out double reward)
    {
        var velocity = state[1] + (((action[0] - 1) * Force) + (PortableMath.Cos(3 * state[0]) * -Gravity));
        velocity = Math.Clamp(velocity, -MaxSpeed, MaxSpeed);
        var position = Math.Clamp(state[0] + velocity, MinPosition, MaxPosition);
        if (position == MinPosition && velocity < 0)
        {
            velocity = 0;
        }

        (state[0], state[1]) = (position, velocity);
        reward = -1.0;
        return position >= GoalPosition && velocity >= _options.GoalVelocity;
    }

    protected override void Observe(ReadOnlySpan<double> state, Span<double> observation) => state.CopyTo(observation);
}
