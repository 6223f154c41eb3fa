using AlignmentLab.Plugins;
using AlignmentLab.RewardModeling.Attacks;
using AlignmentLab.RewardModeling.Fitting;
using AlignmentLab.RewardModeling.Judging;
using AlignmentLab.RewardModeling.Judges;
using AlignmentLab.RewardModeling.Overoptimization;
using AlignmentLab.RewardModeling.Oversight;
using AlignmentLab.RewardModeling.PolicyComparison;
using AlignmentLab.RewardModeling.PreferenceLearning;
using AlignmentLab.RewardModeling.Scoring;
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
        builder.RegisterAlgorithm<PreferenceRewardModeling, PreferenceRewardModelingOptions>(
            "preference-reward-modeling", version: 1, "Learns a reward from comparisons of fragments, picked by what an ensemble disagrees about, and where asked a policy by it (Christiano et al. 2017).");
        builder.RegisterOptionsValidator<PreferenceRewardModelingOptions, PreferenceRewardModelingOptionsValidator>();
        builder.RegisterAlgorithm<OveroptimizationStudy, OveroptimizationOptions>(
            "overoptimization-study", version: 1, "How far a learned reward can be optimised before the gold reward falls, in a world of letters (Gao et al. 2022).");
        builder.RegisterOptionsValidator<OveroptimizationOptions, OveroptimizationOptionsValidator>();
        builder.RegisterAlgorithm<CounterfactualOversight, CounterfactualOversightOptions>(
            "counterfactual-oversight", version: 1, "An overseer judges a random share of the episodes, and a model of the overseer the rest (Christiano 2016).");
        builder.RegisterOptionsValidator<CounterfactualOversightOptions, CounterfactualOversightOptionsValidator>();
        builder.RegisterEffect<JudgeEpisodesRequest, EpisodeJudgements, JudgeEpisodesHandler>();
        builder.RegisterEffect<FitScoresRequest, ScoreFit, FitScoresHandler>();
        builder.RegisterEffect<TrainLetterRewardRequest, LetterReward, TrainLetterRewardHandler>();
        builder.RegisterEffect<ScoreLetterPoolRequest, LetterPool, ScoreLetterPoolHandler>();
        builder.RegisterEffect<AttackRewardRequest, RewardAttack, AttackRewardHandler>();
        builder.RegisterEffect<FitRewardsRequest, RewardFit, FitRewardsHandler>();
        builder.RegisterEffect<JudgeByRewardRequest, Judgements, JudgeByRewardHandler>();
        builder.RegisterEffect<ScoreTrajectoriesRequest, TrajectoryScores, ScoreTrajectoriesHandler>();
        builder.RegisterJudge<VisibleReturnJudgeFactory>();
        builder.RegisterOptionsValidator<VisibleReturnJudgeOptions, VisibleReturnJudgeOptionsValidator>();
        builder.RegisterJudge<LearnedRewardJudgeFactory>();
        builder.RegisterOptionsValidator<LearnedRewardJudgeOptions, LearnedRewardJudgeOptionsValidator>();
        builder.RegisterJudge<BoltzmannJudgeFactory>();
        builder.RegisterOptionsValidator<BoltzmannJudgeOptions, BoltzmannJudgeOptionsValidator>();
    }
}
