using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Core.Jobs.Handlers;
using AlignmentLab.Core.Judges;
using AlignmentLab.Core.Environments;
using AlignmentLab.Experts;
using AlignmentLab.Judges;
using AlignmentLab.Core.Policies;
using AlignmentLab.Core.Rewards;
using AlignmentLab.Plugins;
using AlignmentLab.Policies;
using AlignmentLab.Rewards;
using Autofac;

namespace AlignmentLab.Core.Plugins;

/// <summary>The platform's own effects, facts and policies, offered through the same door as a plugin's.</summary>
internal sealed class PlatformModule : Module
{
    protected override void Load(ContainerBuilder builder)
    {
        builder.RegisterEffect<RolloutRequest, Rollout, RolloutHandler>();
        builder.RegisterEffect<LabelRequest, LabeledRollout, LabelHandler>();
        builder.RegisterEffect<TrainRequest, TrainingResult, TrainHandler>();
        builder.RegisterEffect<EvaluateRequest, Evaluation, EvaluateHandler>();
        builder.RegisterEffect<AssessRequest, Assessment, AssessHandler>();
        builder.RegisterEffect<CompareRequest, Comparisons, CompareHandler>();
        builder.RegisterEffect<AskRequest, Answered, AskHandler>();
        builder.RegisterEnvironment<NoEnvironmentFactory>();
        builder.RegisterJudge<HumanJudgeFactory>();
        builder.RegisterOptionsValidator<HumanJudgeOptions, HumanJudgeOptionsValidator>();
        builder.RegisterExpert<HumanExpertFactory>();
        builder.RegisterOptionsValidator<HumanExpertOptions, HumanExpertOptionsValidator>();
        builder.RegisterFact<Measurement>();
        builder.RegisterFact<Note>();
        builder.RegisterPolicy<ExpertPolicy, ExpertPolicyOpener>();
        builder.RegisterPolicy<LearnedPolicy, LearnedPolicyOpener>();
        builder.RegisterPolicy<MixturePolicy, MixturePolicyOpener>();
        builder.RegisterPolicy<UniformPolicy, UniformPolicyOpener>();
        builder.RegisterPolicy<ErringPolicy, ErringPolicyOpener>();
        builder.RegisterPolicy<TabularPolicy, TabularPolicyOpener>();
        builder.RegisterPolicy<SoftmaxPolicy, SoftmaxPolicyOpener>();
        builder.RegisterPolicy<PhasedPolicy, PhasedPolicyOpener>();
        builder.RegisterPolicy<WeightedPolicy, WeightedPolicyOpener>();
        builder.RegisterPolicy<NoisyPolicy, NoisyPolicyOpener>();
        builder.RegisterPolicy<EnsemblePolicy, EnsemblePolicyOpener>();
        builder.RegisterPolicy<GreedyReturnPolicy, GreedyReturnPolicyOpener>();
        builder.RegisterReward<EnvironmentReward, EnvironmentRewardOpener>();
        builder.RegisterReward<LearnedReward, LearnedRewardOpener>();
        builder.RegisterReward<JudgeReward, JudgeRewardOpener>();
    }
}
