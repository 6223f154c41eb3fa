using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Plugins;

/// <summary>The types of events that a run's stream can hold.</summary>
public static class RunEventTypes
{
    private static readonly Type[] OfThePlatform =
        [typeof(RunSubmitted), typeof(RunCompleted), typeof(RunFailed), typeof(RunCancelled), typeof(EffectFailed), typeof(BudgetRefused)];

    /// <summary>Those of the platform and those of the effects and facts that the catalogue holds, in alphabetical order.</summary>
    public static IReadOnlyList<string> All(IPluginCatalog catalog) =>
    [
        .. OfThePlatform.Select(StoredEventAttribute.NameOf)
            .Concat(catalog.Effects.Select(e => EffectAttribute.Of(e.EffectType)).SelectMany(e => new[] { e.Requested, e.Completed }))
            .Concat(catalog.Facts.Select(f => FactEventAttribute.Of(f.FactType).Type))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>Whether a stored type is the one asked for, with its version or without: <c>labels-recorded</c> is any version's.</summary>
    public static bool Matches(string stored, string asked) =>
        stored == asked || EventTypeName.IsVersionOf(stored, asked);
}
