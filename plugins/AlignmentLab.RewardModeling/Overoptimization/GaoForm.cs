using AlignmentLab.Numerics;

namespace AlignmentLab.RewardModeling.Overoptimization;

/// <summary>
/// Gold reward against d = sqrt(KL), relative to no optimisation: d (alpha - beta d) for best-of-n, d (alpha - beta log d) for
/// reinforcement learning (Gao, Schulman and Hilton 2022, section 1).
/// </summary>
public sealed record GaoForm(double Alpha, double Beta)
{
    /// <summary>The d at which the best-of-n form is highest: alpha / (2 beta); null where it never falls.</summary>
    public double? BestOfNPeak() => Beta > 0 && Alpha > 0 ? Alpha / (2 * Beta) : null;

    /// <summary>The d at which the reinforcement learning form is highest: exp(alpha / beta - 1); null where it never falls.</summary>
    public double? ReinforcementPeak() => Beta > 0 ? PortableMath.Exp((Alpha / Beta) - 1) : null;

    /// <summary>The least-squares fit of d (alpha - beta d).</summary>
    /// <param name="distances">Two different ones at least, all above 0.</param>
    public static GaoForm BestOfN(IReadOnlyList<double> distances, IReadOnlyList<double> rewards) => Fit(distances, rewards, d => d);

    /// <summary>The least-squares fit of d (alpha - beta log d).</summary>
    /// <param name="distances">Two different ones at least, all above 0.</param>
    public static GaoForm Reinforcement(IReadOnlyList<double> distances, IReadOnlyList<double> rewards) => Fit(distances, rewards, PortableMath.Log);

    /// <summary>The root mean square by which rewards part from d (alpha - beta d).</summary>
    public double BestOfNError(IReadOnlyList<double> distances, IReadOnlyList<double> rewards) => Error(distances, rewards, d => d);

    /// <summary>The root mean square by which rewards part from d (alpha - beta log d).</summary>
    public double ReinforcementError(IReadOnlyList<double> distances, IReadOnlyList<double> rewards) => Error(distances, rewards, PortableMath.Log);

    private double Error(IReadOnlyList<double> distances, IReadOnlyList<double> rewards, Func<double, double> bend) =>
        Math.Sqrt(distances.Zip(rewards, (d, reward) => reward - (d * (Alpha - (Beta * bend(d))))).Average(e => e * e));

    private static GaoForm Fit(IReadOnlyList<double> distances, IReadOnlyList<double> rewards, Func<double, double> bend)
    {
        // Normal equations of reward = alpha x + beta y, x = d and y = -d bend(d).
        var (xx, xy, yy, xr, yr) = (0.0, 0.0, 0.0, 0.0, 0.0);
        foreach (var (d, reward) in distances.Zip(rewards))
        {
            var (x, y) = (d, -d * bend(d));
            (xx, xy, yy, xr, yr) = (xx + (x * x), xy + (x * y), yy + (y * y), xr + (x * reward), yr + (y * reward));
        }

        var determinant = (xx * yy) - (xy * xy);
        return determinant > 0
            ? new GaoForm(((yy * xr) - (xy * yr)) / determinant, ((xx * yr) - (xy * xr)) / determinant)
            : throw new ArgumentException("A form with two parameters needs two different distances above 0.", nameof(distances));
    }
}
