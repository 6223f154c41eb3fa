using AlignmentLab.Environments.Episodes;
using AlignmentLab.Experts;
using AlignmentLab.Randomness;

namespace AlignmentLab.Environments.NestedText;

/// <summary>
/// Draws each character as <see cref="NestedTextGrammar"/> says, whatever the text so far: a human of whom it is known how likely
/// each next character is.
/// </summary>
public sealed class NestedTextWriter(int depth) : IDistributionExpert
{
    private readonly NestedTextGrammar _grammar = new(depth);
    private readonly double[] _choices = new double[NestedTextGrammar.Characters.Length];
    private IDrawSource? _draws;

    public void Begin(IDrawSource draws) => _draws = draws;

    public void Act(ReadOnlySpan<double> observation, Span<double> action)
    {
        Distribution(observation, _choices);
        action[0] = _draws!.NextChoice(_choices);
    }

    public void Distribution(ReadOnlySpan<double> observation, Span<double> probabilities)
    {
        _grammar.Begin();
        foreach (var character in observation[1..])
        {
            if (character < 0)
            {
                break;
            }

            _grammar.Read((int)character);
        }

        _grammar.Distribution(probabilities);
    }
}

/// <summary>Registers <see cref="NestedTextWriter"/>.</summary>
public sealed class NestedTextWriterFactory() : ScriptedExpertFactory(
    "nested-text-writer",
    NestedTextEnvironment.RegisteredName,
    "Writes by the rules from any text on; return 0, the greatest, on each of seeds 0 to 999.")
{
    public override IScriptedExpert Create(object options, IEnvironment environment) =>
        new NestedTextWriter(((NestedTextEnvironment)environment).Depth);
}
