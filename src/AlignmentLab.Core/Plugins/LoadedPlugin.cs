using System.Reflection;
using AlignmentLab.Environments;
using AlignmentLab.Events;
using AlignmentLab.Experts;
using AlignmentLab.Judges;
using AlignmentLab.Plugins;
using Autofac;

namespace AlignmentLab.Core.Plugins;

/// <summary>A plugin that is in use: its assembly and the container scope that its module filled.</summary>
internal sealed record LoadedPlugin(PluginStatus Status, Assembly Assembly, ILifetimeScope Scope)
{
    public IReadOnlyList<AlgorithmDescriptor> Algorithms { get; } = Own<AlgorithmDescriptor>(Scope);

    public IReadOnlyList<DetectorDescriptor> Detectors { get; } = Own<DetectorDescriptor>(Scope);

    public IReadOnlyList<EffectDescriptor> Effects { get; } = Own<EffectDescriptor>(Scope);

    public IReadOnlyList<PolicyDescriptor> Policies { get; } = Own<PolicyDescriptor>(Scope);

    public IReadOnlyList<RewardDescriptor> Rewards { get; } = Own<RewardDescriptor>(Scope);

    public IReadOnlyList<FactDescriptor> Facts { get; } = Own<FactDescriptor>(Scope);

    public IReadOnlyList<IEnvironmentFactory> Environments { get; } = Own<IEnvironmentFactory>(Scope);

    public IReadOnlyList<IScriptedExpertFactory> Experts { get; } = Own<IScriptedExpertFactory>(Scope);

    public IReadOnlyList<IJudgeFactory> Judges { get; } = Own<IJudgeFactory>(Scope);

    public IReadOnlyList<IEventUpcaster> Upcasters { get; } = Own<IEventUpcaster>(Scope);

    /// <summary>Makes one of everything that was registered, so that what cannot be made is found out now.</summary>
    public void ResolveAll()
    {
        foreach (var type in Algorithms.Select(a => a.Implementation)
                     .Concat(Detectors.Select(d => d.Implementation))
                     .Concat(Effects.Select(e => e.Implementation))
                     .Concat(Policies.Select(p => p.Implementation))
                     .Concat(Rewards.Select(r => r.Implementation)))
        {
            Scope.Resolve(type);
        }

        foreach (var options in Algorithms.Select(a => a.OptionsType).Concat(Detectors.Select(d => d.OptionsType))
                     .Concat(Environments.Select(e => e.OptionsType)).Concat(Experts.Select(e => e.OptionsType)).Concat(Judges.Select(j => j.OptionsType)))
        {
            Activator.CreateInstance(options);
        }
    }

    private static List<T> Own<T>(ILifetimeScope scope)
        where T : notnull => [.. scope.Resolve<IEnumerable<T>>()];
}
