using AlignmentLab.Environments.Episodes;
using AlignmentLab.Environments.Pictures;
using AlignmentLab.Errors;
using AlignmentLab.Numerics;
using AlignmentLab.Randomness;

namespace AlignmentLab.Environments.Acrobot;

/// <summary>
/// A double pendulum driven at its middle joint with a torque of -1 (action 0), 0 (1) or 1 (2) N m: swing the free end more
/// than one link above the fixed end. -1 a step, 0 for the step that gets there.
/// </summary>
/// <remarks>
/// Source: Gymnasium 1.x <c>Acrobot-v1</c>, after R. S. Sutton, "Generalization in Reinforcement Learning: Successful
/// Examples Using Sparse Coarse Coding" (1996). The arithmetic is the original's, operation by operation, in double
/// precision; as there, the first state of an episode is rounded to single precision. State: theta1, theta2 (rad), dtheta1,
/// dtheta2 (rad/s). Observation: cos and sin of theta1, cos and sin of theta2, dtheta1, dtheta2; the original rounds it to
/// single precision, here it keeps the state's.
/// </remarks>
public sealed class AcrobotEnvironment : EpisodicEnvironment, IPicturedEnvironment, IDescribedEnvironment
{
    public const string RegisteredName = "Acrobot-v1";

    /// <summary>Beyond it, bringing a hand-written angle back to [-pi, pi] by whole turns would lose all its digits.</summary>
    private const double LargestAngle = 1000;

    private static readonly string[] Fields = ["theta1", "theta2", "dtheta1", "dtheta2"];
    private static readonly double[] Limits =
        [LargestAngle, LargestAngle, AcrobotDynamics.MaxSpeed1, AcrobotDynamics.MaxSpeed2];

    private readonly AcrobotOptions _options;

    public AcrobotEnvironment(AcrobotOptions options)
        : base(
            RegisteredName,
            new BoxSpace(
                [-1, -1, -1, -1, -AcrobotDynamics.MaxSpeed1, -AcrobotDynamics.MaxSpeed2],
                [1, 1, 1, 1, AcrobotDynamics.MaxSpeed1, AcrobotDynamics.MaxSpeed2]),
            new DiscreteSpace(3),
            Fields,
            options.MaxEpisodeSteps) => _options = options;

    public IReadOnlyList<Quantity> ObservationEntries => AcrobotPicture.Observations;

    public IReadOnlyList<Quantity> ActionEntries => AcrobotPicture.Actions;

    public Picture Draw(ReadOnlySpan<double> observation, ReadOnlySpan<double> action) => AcrobotPicture.Draw(observation, action);

    protected override void Start(IDrawSource draws, Span<double> state)
    {
        foreach (ref var component in state)
        {
            component = (float)draws.NextUniform(_options.Low, _options.High);
        }
    }

    protected override bool Advance(Span<double> state, ReadOnlySpan<double> action, out double reward)
    {
        AcrobotDynamics.Step(state, torque: action[0] - 1, _options.BookOrNips);
        var goal = AcrobotDynamics.IsGoal(state);
        reward = goal ? 0.0 : -1.0;
        return goal;
    }

    protected override void Observe(ReadOnlySpan<double> state, Span<double> observation)
    {
        (observation[1], observation[0]) = PortableMath.SinCos(state[0]);
        (observation[3], observation[2]) = PortableMath.SinCos(state[1]);
        observation[4] = state[2];
        observation[5] = state[3];
    }

    protected override void Validate(ReadOnlySpan<double> state)
    {
        for (var i = 0; i < state.Length; i++)
        {
            if (Math.Abs(state[i]) > Limits[i])
            {
                throw new InvalidInputException(
                    $"State of {RegisteredName}: field '{Fields[i]}' is {state[i]}; "
                    + $"expected a number from {-Limits[i]} to {Limits[i]}.");
            }
        }
    }
}
