using AlignmentLab.Amplification;
using AlignmentLab.Debate;
using AlignmentLab.Detectors;
using AlignmentLab.Environments;
using AlignmentLab.Imitation;
using AlignmentLab.PolicyOptimization;
using AlignmentLab.Quantilization;
using AlignmentLab.RewardModeling;
using Autofac;

namespace AlignmentLab.Tests.Core;

/// <summary>The plugins that come with the platform. A new one is entered here, and every test of all of them finds it.</summary>
internal static class BundledPlugins
{
    public static Module[] All =>
    [
        new EnvironmentsModule(), new ImitationModule(), new DetectorsModule(), new RewardModelingModule(), new PolicyOptimizationModule(),
        new QuantilizationModule(), new AmplificationModule(), new DebateModule(),
    ];
}
