using AlignmentLab.Debate.JudgedDebates;
using AlignmentLab.Debate.Judges;
using AlignmentLab.Environments;
using AlignmentLab.Plugins;
using Autofac;

namespace AlignmentLab.Debate;

/// <summary>What the plugin offers.</summary>
public sealed class DebateModule : Module
{
    protected override void Load(ContainerBuilder builder)
    {
        builder.RegisterAlgorithm<JudgedDebate, JudgedDebateOptions>(
            "judged-debate", version: 1, "How often judges find the correct position, by debate, consultancy or no arguments (Irving et al. 2018, Khan et al. 2024).");
        builder.RegisterOptionsValidator<JudgedDebateOptions, JudgedDebateOptionsValidator>();
        builder.RegisterJudge<LongestArgumentFactory>();
    }
}
