using AlignmentLab.Plugins;
using AlignmentLab.RewardModeling.Judges;
using AlignmentLab.RewardModeling.PolicyComparison;
using Autofac;

namespace AlignmentLab.RewardModeling;

/// <summary>What the plugin offers.</summary>
public sealed class RewardModelingModule : Module
{
    protected override void Load(ContainerBuilder builder)
    {
        builder.RegisterAlgorithm<ComparePolicies, ComparePoliciesOptions>(
            "compare-policies", version: 1, "Which of two policies a judge prefers, by fragments of their rollouts (Christiano et al. 2017).");
        builder.RegisterOptionsValidator<ComparePoliciesOptions, ComparePoliciesOptionsValidator>();
        builder.RegisterJudge<VisibleReturnJudgeFactory>();
        builder.RegisterOptionsValidator<VisibleReturnJudgeOptions, VisibleReturnJudgeOptionsValidator>();
        builder.RegisterJudge<BoltzmannJudgeFactory>();
        builder.RegisterOptionsValidator<BoltzmannJudgeOptions, BoltzmannJudgeOptionsValidator>();
    }
}
