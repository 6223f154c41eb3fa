using AlignmentLab.Plugins;
using AlignmentLab.Quantilization.Mimicry;
using AlignmentLab.Quantilization.Search;
using Autofac;

namespace AlignmentLab.Quantilization;

/// <summary>What the plugin offers.</summary>
public sealed class QuantilizationModule : Module
{
    protected override void Load(ContainerBuilder builder)
    {
        builder.RegisterEffect<MimicRequest, Mimicked, MimicHandler>();
        builder.RegisterAlgorithm<MimicryStudy, MimicryOptions>(
            "mimicry", version: 1, "What becomes of imitation where the imitator cannot do what the imitated does (Christiano 2015).");
        builder.RegisterOptionsValidator<MimicryOptions, MimicryOptionsValidator>();
        builder.RegisterEffect<SearchRequest, SearchedEpisodes, SearchHandler>();
        builder.RegisterAlgorithm<OverseerSearch, OverseerSearchOptions>(
            "overseer-search", version: 1, "A quantilizer over sampled actions: the imitation proposes, the overseer looks ahead and takes one of the better ones.");
        builder.RegisterOptionsValidator<OverseerSearchOptions, OverseerSearchOptionsValidator>();
    }
}
