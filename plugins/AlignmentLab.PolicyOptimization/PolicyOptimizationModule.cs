using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Plugins;
using AlignmentLab.PolicyOptimization.ExpertIteration;
using AlignmentLab.PolicyOptimization.Planning;
using AlignmentLab.PolicyOptimization.PolicyGradients;
using AlignmentLab.PolicyOptimization.Pressure;
using AlignmentLab.PolicyOptimization.QLearning;
using AlignmentLab.PolicyOptimization.Selection;
using Autofac;

namespace AlignmentLab.PolicyOptimization;

/// <summary>What the plugin offers.</summary>
public sealed class PolicyOptimizationModule : Module
{
    protected override void Load(ContainerBuilder builder)
    {
        builder.RegisterEffect<PlanRequest, Plan, PlanHandler>();
        builder.RegisterAlgorithm<ExactPlanning, ExactPlanningOptions>(
            "exact-planning", version: 1, "Exact dynamic programming in a finite environment: the best, Boltzmann, KL-regularised or capped policy.");
        builder.RegisterOptionsValidator<ExactPlanningOptions, ExactPlanningOptionsValidator>();
        builder.RegisterEffect<TracePressureRequest, PressureTrace, TracePressureHandler>();
        builder.RegisterAlgorithm<OptimizationPressure, OptimizationPressureOptions>(
            "optimization-pressure", version: 1, "Ways of optimising near a prior, exactly planned and compared at equal divergences.");
        builder.RegisterOptionsValidator<OptimizationPressureOptions, OptimizationPressureOptionsValidator>();
        builder.RegisterEffect<LearnTableRequest, LearnedTable, LearnTableHandler>();
        builder.RegisterAlgorithm<QLearning.QLearning, QLearningOptions>(
            "q-learning", version: 1, "Tabular Q-learning against any reward (Watkins and Dayan 1992).");
        builder.RegisterOptionsValidator<QLearningOptions, QLearningOptionsValidator>();
        builder.RegisterEffect<InitializePolicyRequest, InitializedPolicy, InitializePolicyHandler>();
        builder.RegisterEffect<ImprovePolicyRequest, PolicyImprovement, ImprovePolicyHandler>();
        builder.RegisterAlgorithm<PolicyGradient, PolicyGradientOptions>(
            "policy-gradient", version: 1, "PPO or REINFORCE with a baseline against any reward, free or kept near a reference (Schulman et al. 2017; Ziegler et al. 2019).");
        builder.RegisterOptionsValidator<PolicyGradientOptions, PolicyGradientOptionsValidator>();
        builder.RegisterEffect<SelectRolloutsRequest, SelectedRollouts, SelectRolloutsHandler>();
        builder.RegisterAlgorithm<RolloutSelection, RolloutSelectionOptions>(
            "rollout-selection", version: 1, "Best of n, quantilizers and tilts over whole rollouts, from one pool (Stiennon et al. 2020; Taylor 2016).");
        builder.RegisterOptionsValidator<RolloutSelectionOptions, RolloutSelectionOptionsValidator>();
        builder.RegisterEffect<SearchRolloutsRequest, SearchedRollouts, SearchRolloutsHandler>();
        builder.RegisterAlgorithm<ExpertIteration.ExpertIteration, ExpertIterationOptions>(
            "expert-iteration", version: 1, "Imitate the best of one's own rollouts, or a plan near oneself, and repeat (Anthony et al. 2017).");
        builder.RegisterOptionsValidator<ExpertIterationOptions, ExpertIterationOptionsValidator>();
    }
}
