using AlignmentLab.Environments;
using AlignmentLab.Events;
using AlignmentLab.Experts;
using AlignmentLab.Judges;
using AlignmentLab.Plugins;

namespace AlignmentLab.Core.Plugins;

/// <summary>What the installed plugins offer. A lookup that finds nothing says what there is and which name is nearest.</summary>
public interface IPluginCatalog
{
    /// <summary>Every plugin found, loaded or quarantined.</summary>
    IReadOnlyList<PluginStatus> Plugins { get; }

    IReadOnlyCollection<AlgorithmDescriptor> Algorithms { get; }

    IReadOnlyCollection<IEnvironmentFactory> Environments { get; }

    IReadOnlyCollection<IScriptedExpertFactory> Experts { get; }

    IReadOnlyCollection<IJudgeFactory> Judges { get; }

    IReadOnlyCollection<DetectorDescriptor> Detectors { get; }

    IReadOnlyCollection<EffectDescriptor> Effects { get; }

    IReadOnlyCollection<PolicyDescriptor> Policies { get; }

    IReadOnlyCollection<RewardDescriptor> Rewards { get; }

    IReadOnlyCollection<FactDescriptor> Facts { get; }

    /// <summary>Lift events of old versions, whichever plugin or the platform offers it.</summary>
    EventUpcasters Upcasters { get; }

    /// <summary>A new instance of a type that a plugin registered, made by that plugin's own container.</summary>
    object Resolve(Type type);

    /// <summary>The instance registered for a service by the plugin that owns <paramref name="owner"/>, or null.</summary>
    object? ResolveOptional(Type owner, Type service);

    /// <summary>The plugin that a type comes from; null for the platform's own types.</summary>
    PluginStatus? PluginOf(Type type);
}

/// <summary>A plugin as the loader found it.</summary>
/// <param name="Quarantine">Why it is not used, or null when it is.</param>
public sealed record PluginStatus(string Id, string Version, string Name, string Description, string Directory, Sha256? AssemblyHash, string? Quarantine);
