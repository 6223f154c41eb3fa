using AlignmentLab.Amplification.FactoredCognition;
using AlignmentLab.Amplification.Judges;
using AlignmentLab.Plugins;
using Autofac;

namespace AlignmentLab.Amplification;

/// <summary>What the plugin offers.</summary>
public sealed class AmplificationModule : Module
{
    protected override void Load(ContainerBuilder builder)
    {
        builder.RegisterAlgorithm<FactoredAnswer, FactoredAnswerOptions>(
            "factored-answer", version: 1, "A question answered by recursive decomposition (factored cognition; Ought 2018, Christiano, Shlegeris and Amodei 2018).");
        builder.RegisterOptionsValidator<FactoredAnswerOptions, FactoredAnswerOptionsValidator>();
        builder.RegisterJudge<AnswerTableFactory>();
        builder.RegisterOptionsValidator<AnswerTableOptions, AnswerTableOptionsValidator>();
    }
}
