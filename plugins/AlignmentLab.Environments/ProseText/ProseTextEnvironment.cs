using AlignmentLab.Environments.Texts;

namespace AlignmentLab.Environments.ProseText;

/// <summary>English prose in the words of <see cref="Corpus.Shipped"/> (<see cref="ProseRules"/>). A word that is still open at the end costs nothing.</summary>
public sealed class ProseTextEnvironment(ProseTextOptions options) : TextEnvironment(RegisteredName, options.Horizon, () => new ProseRules())
{
    public const string RegisteredName = "prose-text";
}
