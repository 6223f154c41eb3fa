using AlignmentLab.Experts;

namespace AlignmentLab.Environments.Acrobot;

/// <summary>
/// Full torque to the side of a weighted sum of angles and angular velocities. Every term changes sign when the acrobot is
/// mirrored, so the expert treats both sides alike. The weights were found by search on other seeds than those reported.
/// </summary>
public sealed class AcrobotExpert : IScriptedExpert
{
    private const double Negative = 0;
    private const double Positive = 2;

    public void Begin(IDrawSource draws)
    {
    }

    public void Act(ReadOnlySpan<double> observation, Span<double> action)
    {
        var (cos1, sin1, cos2) = (observation[0], observation[1], observation[2]);
        var (speed1, speed2) = (observation[4], observation[5]);
        var side = ((5.0 - (0.8 * cos2)) * sin1)
            + (((1.1 * cos2) - (0.3 * cos1)) * speed1)
            + ((2.7 - cos1 + (1.5 * cos2)) * speed2);
        action[0] = side > 0 ? Positive : Negative;
    }
}
