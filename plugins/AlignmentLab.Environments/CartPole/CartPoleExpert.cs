using AlignmentLab.Environments.Episodes;
using AlignmentLab.Experts;

namespace AlignmentLab.Environments.CartPole;

/// <summary>
/// Linear state feedback: pushes right when a weighted sum of position, velocity, angle and angular velocity is positive.
/// </summary>
public sealed class CartPoleExpert : IScriptedExpert
{
    private const double Position = 0.1;
    private const double Velocity = 0.3;
    private const double Angle = 3.0;
    private const double AngularVelocity = 1.0;

    public void Begin(IDrawSource draws)
    {
    }

    public void Act(ReadOnlySpan<double> observation, Span<double> action)
    {
        var sum = (Position * observation[0]) + (Velocity * observation[1])
            + (Angle * observation[2]) + (AngularVelocity * observation[3]);
        action[0] = sum > 0 ? 1 : 0;
    }
}
