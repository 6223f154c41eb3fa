using AlignmentLab.Algorithms;
using AlignmentLab.Environments;
using AlignmentLab.Policies;
using AlignmentLab.Rewards;

namespace AlignmentLab.PolicyOptimization.Selection;

/// <summary>Asks what becomes of choosing whole rollouts of a policy by a reward, for several rules from one pool.</summary>
/// <param name="Rollouts">N, the size of the pool.</param>
/// <param name="Rules">One at least; their names differ.</param>
/// <param name="Bootstraps">Resamples of the pool that standard errors come from, 2 or more.</param>
[Effect("select-rollouts", "rollout-selection-requested.v1", "rollouts-selected.v1")]
public sealed record SelectRolloutsRequest(
    EnvironmentRef Environment, Policy Policy, RewardSource Reward, int Rollouts, IReadOnlyList<SelectionRule> Rules, int Bootstraps) : Effect<SelectedRollouts>;

/// <summary>What each rule comes to.</summary>
/// <param name="Steps">Actions taken in the pool.</param>
/// <param name="Mean">The pool's mean return of the reward that is chosen by.</param>
/// <param name="StandardDeviation">Of these returns.</param>
/// <param name="Rules">In the order asked.</param>
public sealed record SelectedRollouts(long Steps, double Mean, double StandardDeviation, IReadOnlyList<SelectedReturn> Rules);

/// <param name="Name">Of the rule, such as <c>best-of-16</c>.</param>
/// <param name="Return">The expected return of the reward that is chosen by.</param>
/// <param name="StandardError">Of it, by the bootstrap.</param>
/// <param name="VisibleReturn">The expected visible return.</param>
/// <param name="Divergence">KL(chosen || uniform over the pool), in nats: exact for the pool.</param>
/// <param name="EffectiveRollouts">1 over the sum of the squared probabilities: where few, the pool is too small for the rule.</param>
public sealed record SelectedReturn(string Name, double Return, double StandardError, double VisibleReturn, double Divergence, double EffectiveRollouts);
