using AlignmentLab.Environments.Episodes;

namespace AlignmentLab.Environments.ProseText;

/// <summary>Registers <see cref="ProseTextEnvironment"/>.</summary>
public sealed class ProseTextFactory() : EnvironmentFactory<ProseTextOptions>(
    ProseTextEnvironment.RegisteredName,
    "Write English in the words of two historic texts, -1 for each character that makes no word of theirs: sequences to imitate.",
    new ProseTextOptionsValidator())
{
    protected override IEnvironment Create(ProseTextOptions options) => new ProseTextEnvironment(options);
}
