using AlignmentLab.Environments.Episodes;
using AlignmentLab.Environments.Texts;
using AlignmentLab.Experts;

namespace AlignmentLab.Environments.ProseText;

/// <summary>Registers the writer of <see cref="ProseRules"/>.</summary>
public sealed class ProseTextWriterFactory() : ScriptedExpertFactory(
    "prose-text-writer",
    ProseTextEnvironment.RegisteredName,
    "Chooses each word among those that follow the word before it in the texts; return 0, the greatest, on each of seeds 0 to 999.")
{
    public override IScriptedExpert Create(object options, IEnvironment environment) => new RuleWriter(new ProseRules());
}
