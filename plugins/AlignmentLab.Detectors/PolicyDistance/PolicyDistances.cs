using AlignmentLab.Detectors.Evidence;
using static AlignmentLab.Detectors.Evidence.FigureText;

namespace AlignmentLab.Detectors.PolicyDistance;

/// <summary>How far a policy is from the trusted one.</summary>
/// <param name="Hellinger">In [0, 1].</param>
/// <param name="JensenShannon">In nats, 0 to log 2.</param>
/// <param name="KullbackLeibler">KL(the policy || the trusted one) in nats; infinite where it does what the trusted one never does.</param>
internal readonly record struct PolicyDistances(double Hellinger, double JensenShannon, double KullbackLeibler)
{
    /// <summary>Between two pools of actions.</summary>
    public static PolicyDistances Between(ActionDistribution current, ActionDistribution trusted) =>
        new(current.Hellinger(trusted), current.JensenShannon(trusted), current.KullbackLeibler(trusted));

    /// <summary>The mean of each, as texts.</summary>
    public static System.Text.Json.Nodes.JsonObject Table(string what, IReadOnlyCollection<PolicyDistances> distances) => EvidencePicture.Table(
        [what, "value"],
        ["Hellinger", Number(distances.Average(d => d.Hellinger))],
        ["Jensen-Shannon, nats", Number(distances.Average(d => d.JensenShannon))],
        ["Kullback-Leibler, nats", distances.Average(d => d.KullbackLeibler) is var divergence && double.IsFinite(divergence) ? Number(divergence) : "infinite"]);
}
