using AlignmentLab.Plugins;
using AlignmentLab.PolicyOptimization.Planning;
using AlignmentLab.PolicyOptimization.PolicyGradients;
using AlignmentLab.PolicyOptimization.QLearning;
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
        builder.RegisterEffect<LearnTableRequest, LearnedTable, LearnTableHandler>();
        builder.RegisterAlgorithm<QLearning.QLearning, QLearningOptions>(
            "q-learning", version: 1, "Tabular Q-learning against the visible reward (Watkins and Dayan 1992).");
        builder.RegisterOptionsValidator<QLearningOptions, QLearningOptionsValidator>();
        builder.RegisterEffect<InitializePolicyRequest, InitializedPolicy, InitializePolicyHandler>();
        builder.RegisterEffect<ImprovePolicyRequest, PolicyImprovement, ImprovePolicyHandler>();
        builder.RegisterAlgorithm<PolicyGradient, PolicyGradientOptions>(
            "policy-gradient", version: 1, "PPO or REINFORCE with a baseline against any reward, free or kept near a reference (Schulman et al. 2017; Ziegler et al. 2019).");
        builder.RegisterOptionsValidator<PolicyGradientOptions, PolicyGradientOptionsValidator>();
    }
}
