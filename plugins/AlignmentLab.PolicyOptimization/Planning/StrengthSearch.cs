using AlignmentLab.Numerics;

namespace AlignmentLab.PolicyOptimization.Planning;

/// <summary>Makes a rule stronger or weaker until its plan has a given divergence from the prior.</summary>
internal static class StrengthSearch
{
    /// <summary>How near the divergence must come, as a share of it.</summary>
    public const double Tolerance = 0.01;

    private const int MostPlans = 24;

    /// <summary>The number that a rule is made stronger by; null where it has none.</summary>
    public static double? Of(PlanRule rule) => rule.QCap ?? rule.InverseTemperature ?? rule.Quantile ?? rule.BestOf;

    /// <summary>What <see cref="Of"/> is.</summary>
    public static string UnitOf(PlanRule rule) => rule switch
    {
        { QCap: not null } => "cap, reward a step",
        { InverseTemperature: not null } => "inverse temperature",
        { Quantile: not null } => "quantile",
        _ => "draws",
    };

    /// <returns>The plan whose divergence is nearest of those made, and its rule. Whoever needs it within <see cref="Tolerance"/> must look.</returns>
    public static async Task<(Plan Plan, PlanRule Rule)> ToDivergenceAsync(PlanRule rule, double target, Func<PlanRule, Task<Plan>> plan)
    {
        // x = 0 is the rule's own strength. Below is the strongest found too weak, above the weakest found too strong.
        var (below, above, x) = (double.NaN, double.NaN, 0.0);
        (Plan Plan, PlanRule Rule)? best = null;
        for (var made = 0; made < MostPlans; made++)
        {
            var tried = Moved(rule, x);
            var found = await plan(tried);
            if (best is not { } b || Math.Abs(found.Divergence - target) < Math.Abs(b.Plan.Divergence - target))
            {
                best = (found, tried);
            }

            if (Math.Abs(found.Divergence - target) <= Tolerance * target)
            {
                break;
            }

            (below, above) = found.Divergence < target ? (x, above) : (below, x);
            x = double.IsNaN(above) ? below + Step(rule) : double.IsNaN(below) ? above - Step(rule) : (below + above) / 2;
        }

        return best!.Value;
    }

    /// <summary>By how much a strength is moved at a time.</summary>
    public static double Step(PlanRule rule) => rule.QCap is null ? 0.7 : 0.5;

    /// <summary>A rule made stronger by an amount: a cap is a reward and may have any sign, so it is moved by as much; the others by the power of e.</summary>
    public static PlanRule Moved(PlanRule rule, double x) => rule switch
    {
        { QCap: { } cap } => rule with { QCap = cap + x },
        { InverseTemperature: { } t } => rule with { InverseTemperature = t * PortableMath.Exp(x) },
        { Quantile: { } q } => rule with { Quantile = Math.Min(1, q * PortableMath.Exp(-x)) },
        _ => rule with { BestOf = Math.Max(1, (rule.BestOf ?? 1) * PortableMath.Exp(x)) },
    };
}
