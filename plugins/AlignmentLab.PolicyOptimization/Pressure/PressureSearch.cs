using AlignmentLab.Numerics;
using AlignmentLab.PolicyOptimization.Planning;

namespace AlignmentLab.PolicyOptimization.Pressure;

/// <summary>What one strength of a method came to.</summary>
/// <param name="Hidden">For audit alone; null where nothing is hidden.</param>
internal sealed record PressurePlan(PlanRule Rule, double Divergence, double Return, double? Hidden);

/// <summary>
/// Finds the strengths of a method at which its plans have given divergences. Plans made for one divergence narrow the search for the
/// next; between two of them the logarithm of the divergence is taken for a straight line.
/// </summary>
/// <param name="plan">Null where the plan does not come to stand: too strong.</param>
internal sealed class PressureSearch(PlanRule rule, Func<PlanRule, PressurePlan?> plan)
{
    /// <summary>How near a divergence must come, as a share of it.</summary>
    public const double Tolerance = 0.01;

    private const int MostPlansEach = 16;
    private const double Furthest = 12;

    // By how far the rule's strength was moved, in the order of that.
    private readonly SortedList<double, PressurePlan?> _tried = [];

    public int Plans => _tried.Count;

    public int Unsettled => _tried.Values.Count(p => p is null);

    /// <returns>The plan whose divergence is the nearest of those made; null where none came to stand.</returns>
    public PressurePlan? Nearest(double target)
    {
        for (var made = 0; made < MostPlansEach; made++)
        {
            if (Best(target) is { } best && Math.Abs(best.Divergence - target) <= Tolerance * target)
            {
                return best;
            }

            var x = Next(target);
            if (Math.Abs(x) > Furthest || _tried.ContainsKey(x))
            {
                break;
            }

            _tried.Add(x, plan(StrengthSearch.Moved(rule, x)));
        }

        return Best(target);
    }

    private PressurePlan? Best(double target) => _tried.Values.OfType<PressurePlan>().MinBy(p => Math.Abs(p.Divergence - target));

    private double Next(double target)
    {
        if (_tried.Count == 0)
        {
            return 0;
        }

        // What did not come to stand is too strong whatever its divergence.
        var above = _tried.FirstOrDefault(t => t.Value is not { } p || p.Divergence > target, new(double.NaN, null));
        var below = _tried.TakeWhile(t => t.Value is { } p && p.Divergence <= target).LastOrDefault(new KeyValuePair<double, PressurePlan?>(double.NaN, null));
        return double.IsNaN(above.Key) ? below.Key + StrengthSearch.Step(rule)
            : double.IsNaN(below.Key) ? above.Key - StrengthSearch.Step(rule)
            : Between(below, above, target);
    }

    private static double Between(KeyValuePair<double, PressurePlan?> below, KeyValuePair<double, PressurePlan?> above, double target)
    {
        var share = 0.5;
        if (below.Value is { Divergence: > 0 } low && above.Value is { } high)
        {
            share = PortableMath.Log(target / low.Divergence) / PortableMath.Log(high.Divergence / low.Divergence);
        }

        // Kept off the ends, so that the search ends where the line is bent.
        return below.Key + (Math.Clamp(share, 0.1, 0.9) * (above.Key - below.Key));
    }
}
