using AlignmentLab.Imitation.Cloning;
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
    }
}
