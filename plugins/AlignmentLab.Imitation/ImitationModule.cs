using AlignmentLab.Imitation.Chunks;
using AlignmentLab.Imitation.Cloning;
using AlignmentLab.Imitation.CompoundingError;
using AlignmentLab.Imitation.CostToGo;
using AlignmentLab.Imitation.DatasetAggregation;
using AlignmentLab.Imitation.DropoutGating;
using AlignmentLab.Imitation.EnsembleGating;
using AlignmentLab.Imitation.Gating;
using AlignmentLab.Imitation.HumanGating;
using AlignmentLab.Imitation.Mixing;
using AlignmentLab.Imitation.NoiseInjection;
using AlignmentLab.Imitation.Returns;
using AlignmentLab.Imitation.SafetyGating;
using AlignmentLab.Imitation.Scheming;
using AlignmentLab.Imitation.StepPolicies;
using AlignmentLab.Imitation.ThriftyGating;
using AlignmentLab.Plugins;
using Autofac;

namespace AlignmentLab.Imitation;

/// <summary>What the plugin offers.</summary>
public sealed class ImitationModule : Module
{
    protected override void Load(ContainerBuilder builder)
    {
        builder.RegisterAlgorithm<BehavioralCloning, BehavioralCloningOptions>(
            "behavioral-cloning", version: 1, "Supervised learning on the expert's own demonstrations.");
        builder.RegisterOptionsValidator<BehavioralCloningOptions, BehavioralCloningOptionsValidator>();
        builder.RegisterAlgorithm<DAgger, DAggerOptions>(
            "dagger", version: 1, "Dataset aggregation: the expert labels the states that the learner visits (Ross, Gordon and Bagnell 2011).");
        builder.RegisterOptionsValidator<DAggerOptions, DAggerOptionsValidator>();
        builder.RegisterAlgorithm<CompoundingErrorStudy, CompoundingErrorOptions>(
            "compounding-error", version: 1, "Mistakes over a horizon against the tight bound (Kaariainen 2006), cloned or trained on its own states.");
        builder.RegisterOptionsValidator<CompoundingErrorOptions, CompoundingErrorOptionsValidator>();
        builder.RegisterAlgorithm<ChunkedImitation, ChunkedImitationOptions>(
            "chunked-imitation", version: 1, "The policy acts to some point, the expert goes on for k steps: DAgger at k = 1, cloning at k = T.");
        builder.RegisterOptionsValidator<ChunkedImitationOptions, ChunkedImitationOptionsValidator>();
        builder.RegisterEffect<WriteChunksRequest, WrittenChunks, WriteChunksHandler>();
        builder.RegisterEffect<MeasureContinuationsRequest, ContinuationFigures, MeasureContinuationsHandler>();
        builder.RegisterEffect<HideDefectionsRequest, HiddenDefections, HideDefectionsHandler>();
        builder.RegisterPolicy<SchemingPolicy, SchemingPolicyOpener>();
        builder.RegisterAlgorithm<ForwardTraining, ForwardTrainingOptions>(
            "forward-training", version: 1, "A policy for each step, trained on the states that those before it lead to (Ross and Bagnell 2010).");
        builder.RegisterOptionsValidator<ForwardTrainingOptions, ForwardTrainingOptionsValidator>();
        builder.RegisterAlgorithm<Smile, SmileOptions>(
            "smile", version: 1, "Stochastic mixing: policies take the expert's place one after the other (Ross and Bagnell 2010).");
        builder.RegisterOptionsValidator<SmileOptions, SmileOptionsValidator>();
        builder.RegisterAlgorithm<Searn, SearnOptions>(
            "searn", version: 1, "Stochastic mixing in which each new policy takes its share of all before it (Daume, Langford and Marcu 2009).");
        builder.RegisterOptionsValidator<SearnOptions, SearnOptionsValidator>();
        builder.RegisterAlgorithm<Dart, DartOptions>(
            "dart", version: 1, "Demonstrations of an expert disturbed as much as the learner errs (Laskey et al. 2017).");
        builder.RegisterOptionsValidator<DartOptions, DartOptionsValidator>();
        builder.RegisterAlgorithm<AggreVaTe, AggreVaTeOptions>(
            "aggrevate", version: 1, "Aggregated costs to go: the learner is told what its choices cost where the expert goes on (Ross and Bagnell 2014).");
        builder.RegisterOptionsValidator<AggreVaTeOptions, AggreVaTeOptionsValidator>();
        builder.RegisterEffect<GatherCostsRequest, GatheredCosts, GatherCostsHandler>();
        builder.RegisterEffect<FitReturnsRequest, FittedReturns, FitReturnsHandler>();
        LoadGated(builder);
    }

    /// <summary>DAgger with a gate, which decides in each state who acts and whether the expert is asked.</summary>
    private static void LoadGated(ContainerBuilder builder)
    {
        builder.RegisterEffect<PlayGatedRequest, GatedEpisode, PlayGatedHandler>();
        builder.RegisterAlgorithm<SafeDAgger, SafeDAggerOptions>(
            "safe-dagger", version: 1, "The expert acts and labels where a learnt classifier says that the novice would deviate (Zhang and Cho 2017).");
        builder.RegisterOptionsValidator<SafeDAggerOptions, SafeDAggerOptionsValidator>();
        builder.RegisterEffect<FitSafetyRequest, FittedSafety, FitSafetyHandler>();
        builder.RegisterAlgorithm<EnsembleDAgger, EnsembleDAggerOptions>(
            "ensemble-dagger", version: 1, "The expert acts where an ensemble doubts itself or deviates from the expert (Menda, Driggs-Campbell and Kochenderfer 2019).");
        builder.RegisterOptionsValidator<EnsembleDAggerOptions, EnsembleDAggerOptionsValidator>();
        builder.RegisterAlgorithm<DropoutDAgger, DropoutDAggerOptions>(
            "dropout-dagger", version: 1, "The expert acts where too few of the novice's opinions, sampled by dropout, are near it (Menda, Driggs-Campbell and Kochenderfer 2017).");
        builder.RegisterOptionsValidator<DropoutDAggerOptions, DropoutDAggerOptionsValidator>();
        builder.RegisterAlgorithm<ThriftyDAgger, ThriftyDAggerOptions>(
            "thrifty-dagger", version: 1, "The expert takes over where a state is novel or risky, in a given share of the states (Hoque et al. 2021).");
        builder.RegisterOptionsValidator<ThriftyDAggerOptions, ThriftyDAggerOptionsValidator>();
        builder.RegisterEffect<ReadGatesRequest, TakenReadings, ReadGatesHandler>();
        builder.RegisterAlgorithm<HgDAgger, HgDAggerOptions>(
            "hg-dagger", version: 1, "A watcher takes over when the novice gets into danger, and only that is learnt (Kelly et al. 2019).");
        builder.RegisterOptionsValidator<HgDAggerOptions, HgDAggerOptionsValidator>();
    }
}
