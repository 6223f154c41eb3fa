using AlignmentLab.Experts;

namespace AlignmentLab.Environments.Pendulum;

/// <summary>
/// Swings up by pumping energy and holds by linear feedback. Far from upright the torque drives the energy towards that
/// of rest at the top (plus a margin) along the velocity, helped by a push towards the side; near upright it is
/// proportional-derivative feedback. The gains were found by search on other seeds than those reported.
/// </summary>
/// <remarks>Source of the swing-up: K. J. Astrom and K. Furuta, "Swinging up a pendulum by energy control" (2000).</remarks>
public sealed class PendulumExpert : IScriptedExpert
{
    /// <summary>The cosine of the angle above which the feedback takes over.</summary>
    private const double NearUpright = 0.45;

    private const double AngleGain = 16.0;
    private const double SpeedGain = 4.1;
    private const double PumpGain = 0.43;
    private const double EnergyMargin = 1.6;
    private const double SideGain = 2.4;

    public void Begin(IDrawSource draws)
    {
    }

    public void Act(ReadOnlySpan<double> observation, Span<double> action)
    {
        var (cos, sin, speed) = (observation[0], observation[1], observation[2]);

        // Kinetic energy of a rod of 1 kg and 1 m about its end, and potential energy below the top, both in J at g = 10.
        var energy = (speed * speed / 6) + (5 * (cos - 1));
        var torque = cos > NearUpright
            ? -(AngleGain * sin) - (SpeedGain * speed)
            : (PumpGain * (EnergyMargin - energy) * speed) + (SideGain * sin);
        action[0] = Math.Clamp(torque, -PendulumEnvironment.MaxTorque, PendulumEnvironment.MaxTorque);
    }
}
