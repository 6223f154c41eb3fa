namespace AlignmentLab.Algorithms;

/// <summary>
/// An algorithm's options that say which effects a run with them asks of other plugins. A spec is refused, with one message, when
/// no installed plugin works one of them out. Implement it explicitly: options are stored by their public properties.
/// </summary>
public interface INeedEffects
{
    /// <summary>Types of requests, such as <see cref="Effects.ImprovePolicyRequest"/>.</summary>
    IEnumerable<Type> NeededEffects { get; }
}
