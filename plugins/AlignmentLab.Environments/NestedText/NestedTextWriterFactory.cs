using AlignmentLab.Environments.Episodes;
using AlignmentLab.Environments.Texts;
using AlignmentLab.Experts;

namespace AlignmentLab.Environments.NestedText;

/// <summary>Registers the writer that breaks no rule of <see cref="NestedTextGrammar"/>, whatever the text so far.</summary>
public sealed class NestedTextWriterFactory() : ScriptedExpertFactory(
    "nested-text-writer",
    NestedTextEnvironment.RegisteredName,
    "Writes by the rules from any text on; return 0, the greatest, on each of seeds 0 to 999.")
{
    public override IScriptedExpert Create(object options, IEnvironment environment) =>
        new RuleWriter(new NestedTextGrammar(((NestedTextEnvironment)environment).Depth));
}
