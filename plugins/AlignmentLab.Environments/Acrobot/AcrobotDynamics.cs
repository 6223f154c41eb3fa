using AlignmentLab.Numerics;

namespace AlignmentLab.Environments.Acrobot;

/// <summary>
/// Two links of 1 m and 1 kg with centres of mass in their middles, a torque at the joint between them, and one
/// fourth-order Runge-Kutta step of 0.2 s. Angles in rad: the first from hanging straight down, the second relative to it.
/// </summary>
internal static class AcrobotDynamics
{
    public const double MaxSpeed1 = 4 * Math.PI;
    public const double MaxSpeed2 = 9 * Math.PI;

    private const double TimeStep = 0.2;
    private const double Length1 = 1.0;
    private const double Mass1 = 1.0;
    private const double Mass2 = 1.0;
    private const double Centre1 = 0.5;
    private const double Centre2 = 0.5;
    private const double Inertia1 = 1.0;
    private const double Inertia2 = 1.0;
    private const double Gravity = 9.8;
    private const double QuarterTurn = Math.PI / 2.0;

    /// <summary>Takes the state (theta1, theta2, dtheta1, dtheta2) one step on under a constant torque (N m).</summary>
    public static void Step(Span<double> state, double torque, AcrobotEquations equations)
    {
        var start = new Motion(state[0], state[1], state[2], state[3]);
        var k1 = Derivative(start, torque, equations);
        var k2 = Derivative(start.Plus(TimeStep / 2.0, k1), torque, equations);
        var k3 = Derivative(start.Plus(TimeStep / 2.0, k2), torque, equations);
        var k4 = Derivative(start.Plus(TimeStep, k3), torque, equations);

        state[0] = Wrap(Combine(start.Theta1, k1.Theta1, k2.Theta1, k3.Theta1, k4.Theta1));
        state[1] = Wrap(Combine(start.Theta2, k1.Theta2, k2.Theta2, k3.Theta2, k4.Theta2));
        state[2] = Math.Clamp(Combine(start.Speed1, k1.Speed1, k2.Speed1, k3.Speed1, k4.Speed1), -MaxSpeed1, MaxSpeed1);
        state[3] = Math.Clamp(Combine(start.Speed2, k1.Speed2, k2.Speed2, k3.Speed2, k4.Speed2), -MaxSpeed2, MaxSpeed2);
    }

    /// <summary>Whether the free end is more than one link above the fixed one.</summary>
    public static bool IsGoal(ReadOnlySpan<double> state) =>
        -PortableMath.Cos(state[0]) - PortableMath.Cos(state[1] + state[0]) > 1.0;

    private static Motion Derivative(Motion s, double torque, AcrobotEquations equations)
    {
        var (sin2, cos2) = PortableMath.SinCos(s.Theta2);
        var d1 = (Mass1 * (Centre1 * Centre1))
            + (Mass2 * ((Length1 * Length1) + (Centre2 * Centre2) + (2 * Length1 * Centre2 * cos2)))
            + Inertia1 + Inertia2;
        var d2 = (Mass2 * ((Centre2 * Centre2) + (Length1 * Centre2 * cos2))) + Inertia2;
        var phi2 = Mass2 * Centre2 * Gravity * PortableMath.Cos(s.Theta1 + s.Theta2 - QuarterTurn);
        var phi1 = (-Mass2 * Length1 * Centre2 * (s.Speed2 * s.Speed2) * sin2)
            - (2 * Mass2 * Length1 * Centre2 * s.Speed2 * s.Speed1 * sin2)
            + (((Mass1 * Centre1) + (Mass2 * Length1)) * Gravity * PortableMath.Cos(s.Theta1 - QuarterTurn))
            + phi2;

        var moment = torque + (d2 / d1 * phi1);
        if (equations == AcrobotEquations.Book)
        {
            moment -= Mass2 * Length1 * Centre2 * (s.Speed1 * s.Speed1) * sin2;
        }

        var acceleration2 = (moment - phi2) / ((Mass2 * (Centre2 * Centre2)) + Inertia2 - (d2 * d2 / d1));
        var acceleration1 = -((d2 * acceleration2) + phi1) / d1;
        return new Motion(s.Speed1, s.Speed2, acceleration1, acceleration2);
    }

    private static double Combine(double start, double k1, double k2, double k3, double k4) =>
        start + (TimeStep / 6.0 * (k1 + (2 * k2) + (2 * k3) + k4));

    private static double Wrap(double angle)
    {
        while (angle > Math.PI)
        {
            angle -= 2 * Math.PI;
        }

        while (angle < -Math.PI)
        {
            angle += 2 * Math.PI;
        }

        return angle;
    }

    /// <summary>A state, or its derivative by time.</summary>
    private readonly record struct Motion(double Theta1, double Theta2, double Speed1, double Speed2)
    {
        public Motion Plus(double time, Motion rate) => new(
            Theta1 + (time * rate.Theta1),
            Theta2 + (time * rate.Theta2),
            Speed1 + (time * rate.Speed1),
            Speed2 + (time * rate.Speed2));
    }
}
