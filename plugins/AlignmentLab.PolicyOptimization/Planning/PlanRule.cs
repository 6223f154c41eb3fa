namespace AlignmentLab.PolicyOptimization.Planning;

/// <summary>
/// How a planned policy chooses: with U(s, a) = t Q(s, a) - c K(s, a), it takes an action with a probability proportional to
/// prior(a | s) exp(U(s, a)), where Q is the policy's own discounted return and K its own discounted divergence from the prior.
/// </summary>
/// <remarks>
/// t is <see cref="InverseTemperature"/> and c <see cref="KlPenalty"/>. c = 0 is Boltzmann sampling of the policy's own values;
/// c = 1 is KL-regularised (soft) reinforcement learning, which maximises return - KL / t. With <see cref="QCap"/>, t Q is
/// replaced by -log(1 + exp(t (cap / (1 - discount) - Q))), which rises like t Q below the cap and levels off above it.
/// <see cref="Quantile"/> and <see cref="BestOf"/> choose by the order of the actions' values alone (see <see cref="Numerics.Quantilizer"/>).
/// Source of the family, and of the convention that the divergence of a state counts as the reward of the step that leads to it:
/// AI Safety Camp 10, "tomato-quantilization" (commit 69c91a2).
/// </remarks>
public sealed record PlanRule
{
    /// <summary>What a reward is worth one step later, in [0, 1).</summary>
    public double Discount { get; init; } = 0.99;

    /// <summary>t, 0 or more; null: the best action always, the first of equals.</summary>
    public double? InverseTemperature { get; init; }

    /// <summary>c, 0 or more.</summary>
    public double KlPenalty { get; init; }

    /// <summary>Actions that are not more probable than this are left out of a divergence, in [0, 1). The source has 1e-3.</summary>
    public double KlFloor { get; init; }

    /// <summary>The reward a step above which more counts for little; null: none.</summary>
    public double? QCap { get; init; }

    /// <summary>q in (0, 1]: instead, each state's actions are those of the prior conditioned on the best q of its mass by Q; null: not so.</summary>
    public double? Quantile { get; init; }

    /// <summary>n, 1 or more: instead, each state's action is the best by Q of n draws from the prior; null: not so.</summary>
    public double? BestOf { get; init; }

    /// <summary>Planning ends when no value moves by more than this in a sweep, in units of return; more than 0.</summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>Planning fails when it has not ended after so many sweeps, 1 to 1,000,000.</summary>
    public int MaxSweeps { get; init; } = 20_000;
}
