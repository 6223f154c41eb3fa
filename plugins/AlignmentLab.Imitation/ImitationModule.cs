using AlignmentLab.Imitation.Chunks;
using AlignmentLab.Imitation.Cloning;
using AlignmentLab.Imitation.CompoundingError;
using AlignmentLab.Imitation.DatasetAggregation;
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
    }
}
