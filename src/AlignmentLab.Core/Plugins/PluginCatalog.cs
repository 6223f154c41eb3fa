using AlignmentLab.Algorithms;
using AlignmentLab.Environments;
using AlignmentLab.Events;
using AlignmentLab.Experts;
using AlignmentLab.Judges;
using AlignmentLab.Plugins;
using AlignmentLab.Policies;
using AlignmentLab.Rewards;
using Autofac;

namespace AlignmentLab.Core.Plugins;

/// <summary>The loaded plugins, the platform's own effects and policies among them.</summary>
internal sealed class PluginCatalog : IPluginCatalog
{
    private readonly IReadOnlyList<LoadedPlugin> _loaded;

    public PluginCatalog(IReadOnlyList<LoadedPlugin> loaded, IReadOnlyList<PluginStatus> quarantined)
    {
        _loaded = loaded;
        Plugins = [.. loaded.Where(p => p.Status.Id != PlatformPlugin.Id).Select(p => p.Status).Concat(quarantined).OrderBy(p => p.Id, StringComparer.Ordinal)];
        Algorithms = [.. loaded.SelectMany(p => p.Algorithms)];
        Environments = [.. loaded.SelectMany(p => p.Environments)];
        Experts = [.. loaded.SelectMany(p => p.Experts)];
        Judges = [.. loaded.SelectMany(p => p.Judges)];
        Detectors = [.. loaded.SelectMany(p => p.Detectors)];
        Effects = [.. loaded.SelectMany(p => p.Effects)];
        Policies = [.. loaded.SelectMany(p => p.Policies)];
        Rewards = [.. loaded.SelectMany(p => p.Rewards)];
        Facts = [.. loaded.SelectMany(p => p.Facts)];
        Upcasters = new EventUpcasters(loaded.SelectMany(p => p.Upcasters));
        foreach (var policy in Policies)
        {
            PolicyKinds.Register(policy.PolicyType);
        }

        foreach (var reward in Rewards)
        {
            RewardKinds.Register(reward.SourceType);
        }
    }

    public IReadOnlyList<PluginStatus> Plugins { get; }

    public IReadOnlyCollection<AlgorithmDescriptor> Algorithms { get; }

    public IReadOnlyCollection<IEnvironmentFactory> Environments { get; }

    public IReadOnlyCollection<IScriptedExpertFactory> Experts { get; }

    public IReadOnlyCollection<IJudgeFactory> Judges { get; }

    public IReadOnlyCollection<DetectorDescriptor> Detectors { get; }

    public IReadOnlyCollection<EffectDescriptor> Effects { get; }

    public IReadOnlyCollection<PolicyDescriptor> Policies { get; }

    public IReadOnlyCollection<RewardDescriptor> Rewards { get; }

    public IReadOnlyCollection<FactDescriptor> Facts { get; }

    public EventUpcasters Upcasters { get; }

    public object Resolve(Type type) => Owner(type).Scope.Resolve(type);

    public object? ResolveOptional(Type owner, Type service) => Owner(owner).Scope.ResolveOptional(service);

    public PluginStatus? PluginOf(Type type) => Owner(type).Status is var status && status.Id == PlatformPlugin.Id ? null : status;

    /// <summary>The handlers of a notification in every plugin.</summary>
    public IEnumerable<object> ResolveEvery(Type service) =>
        _loaded.SelectMany(p => (IEnumerable<object>)p.Scope.Resolve(typeof(IEnumerable<>).MakeGenericType(service)));

    /// <exception cref="FormatException">The plugin offers a name or a stored type that another one has.</exception>
    internal static void CheckNames(LoadedPlugin plugin, IReadOnlyList<LoadedPlugin> others)
    {
        Check("algorithm", p => p.Algorithms.Select(a => a.Name));
        Check("environment", p => p.Environments.Select(e => e.Name));
        Check("expert", p => p.Experts.Select(e => e.Name));
        Check("judge", p => p.Judges.Select(j => j.Name));
        Check("detector", p => p.Detectors.Select(d => d.Name));
        Check("effect", p => p.Effects.Select(e => EffectAttribute.Of(e.EffectType).Name));
        Check("event type", p => p.Effects.SelectMany(e => new[] { EffectAttribute.Of(e.EffectType).Requested, EffectAttribute.Of(e.EffectType).Completed })
            .Concat(p.Facts.Select(f => FactEventAttribute.Of(f.FactType).Type)));
        Check("upcaster of", p => p.Upcasters.Select(u => u.From));
        _ = new EventUpcasters(plugin.Upcasters);

        void Check(string kind, Func<LoadedPlugin, IEnumerable<string>> names)
        {
            var own = names(plugin).ToList();
            if (own.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            {
                throw new FormatException($"It registers the {kind} '{twice.Key}' twice.");
            }

            foreach (var other in others)
            {
                if (own.Intersect(names(other), StringComparer.Ordinal).FirstOrDefault() is { } taken)
                {
                    throw new FormatException($"It registers the {kind} '{taken}', which {other.Status.Id} has already.");
                }
            }
        }
    }

    private LoadedPlugin Owner(Type type) => _loaded.FirstOrDefault(p => p.Assembly == type.Assembly)
        ?? throw new InvalidOperationException($"{type} belongs to no loaded plugin.");
}
