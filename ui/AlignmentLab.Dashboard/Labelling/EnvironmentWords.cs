namespace AlignmentLab.Dashboard.Labelling;

/// <summary>What the numbers of an environment mean, for people. Environments without an entry have numbered ones.</summary>
/// <remarks>Source: the documentation of Gymnasium 1.x for each environment.</remarks>
/// <param name="Features">Names of the observation's entries with their units, in its order.</param>
/// <param name="Actions">Names of the discrete actions from 0 on, or of the entries of a continuous one.</param>
public sealed record EnvironmentWords(IReadOnlyList<string> Features, IReadOnlyList<string> Actions)
{
    private static readonly EnvironmentWords None = new([], []);

    /// <summary>The words for a registered environment.</summary>
    public static EnvironmentWords Of(string environment) => environment switch
    {
        "CartPole-v1" => new(["position (m)", "velocity (m/s)", "pole angle (rad)", "pole angular velocity (rad/s)"], ["push left", "push right"]),
        "MountainCar-v0" => new(["position", "velocity"], ["push left", "do not push", "push right"]),
        "Pendulum-v1" => new(["cosine of the angle", "sine of the angle", "angular velocity (rad/s)"], ["torque (N m, counter-clockwise)"]),
        "Acrobot-v1" => new(
            ["cosine of angle 1", "sine of angle 1", "cosine of angle 2", "sine of angle 2", "angular velocity 1 (rad/s)", "angular velocity 2 (rad/s)"],
            ["torque -1 N m", "no torque", "torque 1 N m"]),
        _ => None,
    };

    public string Feature(int index) => index < Features.Count ? Features[index] : $"feature {index}";

    public string Action(int index) => index < Actions.Count ? Actions[index] : $"action {index}";
}
