using AlignmentLab.Environments.Texts;

namespace AlignmentLab.Environments.NestedText;

/// <summary>A text in which brackets nest and agree (<see cref="NestedTextGrammar"/>). What is still open at the end costs nothing.</summary>
public sealed class NestedTextEnvironment(NestedTextOptions options)
    : TextEnvironment(RegisteredName, options.Horizon, () => new NestedTextGrammar(options.Depth))
{
    public const string RegisteredName = "nested-text";

    /// <summary>How many brackets may be open at once.</summary>
    internal int Depth { get; } = options.Depth;
}
