using AlignmentLab.Algorithms;
using AlignmentLab.Environments;
using AlignmentLab.Policies;
using AlignmentLab.PolicyOptimization.Planning;
using AlignmentLab.Rewards;

namespace AlignmentLab.PolicyOptimization.Pressure;

/// <summary>Asks what becomes of a finite environment's visible reward as one way of optimising it goes ever further from a prior, exactly.</summary>
/// <param name="Prior">What the plans are kept near, and what divergence is told from. It must be able to say how likely its choices are.</param>
/// <param name="Divergences">Nats an episode, each above 0; none: the method as it stands, once.</param>
[Effect("trace-pressure", "pressure-trace-requested.v1", "pressure-traced.v1")]
public sealed record TracePressureRequest(
    EnvironmentRef Environment, RewardSource Reward, Policy Prior, PressureMethod Method, IReadOnlyList<double> Divergences) : Effect<PressureTrace>;

/// <summary>A way of optimising, and how strongly it is to begin with.</summary>
/// <param name="Name">What measurements are named by.</param>
/// <param name="HalfwayRounds">How often the prior comes halfway to the plan; the divergence is told from what it was at first.</param>
public sealed record PressureMethod(string Name, PlanRule Rule, int HalfwayRounds = 0);

/// <summary>The plans nearest to the divergences asked for.</summary>
/// <param name="Points">One for each divergence asked for, in order; or one alone.</param>
/// <param name="Plans">Plans made to find them.</param>
/// <param name="Unsettled">Strengths whose plans did not come to stand, and were left out.</param>
public sealed record PressureTrace(IReadOnlyList<PressurePoint> Points, int Plans, int Unsettled);

/// <summary>One plan.</summary>
/// <param name="Asked">The divergence asked for; null where none was.</param>
/// <param name="Divergence">The expected divergence of an episode, in nats: the nearest to what was asked that some strength has.</param>
/// <param name="Return">The expected visible return.</param>
/// <param name="Strength">Cap, inverse temperature, quantile or draws; null for a rule without one.</param>
public sealed record PressurePoint(double? Asked, double Divergence, double Return, double? Strength)
{
    /// <summary>Ends the names of what is measured of it, such as <c>kl-4</c>.</summary>
    public string NameOf(PressureMethod method) => Asked is { } nats ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{method.Name}-{nats}") : method.Name;
}
