using AlignmentLab.Experts;
using AlignmentLab.Randomness;

namespace AlignmentLab.Environments.Texts;

/// <summary>
/// Draws each character as the rules say, whatever the text so far: a human of whom it is known how likely each next character is.
/// </summary>
internal sealed class RuleWriter(ITextRules rules) : IDistributionExpert
{
    private readonly double[] _choices = new double[rules.Characters.Length];
    private IDrawSource? _draws;

    public void Begin(IDrawSource draws) => _draws = draws;

    public void Act(ReadOnlySpan<double> observation, Span<double> action)
    {
        Distribution(observation, _choices);
        action[0] = _draws!.NextChoice(_choices);
    }

    public void Distribution(ReadOnlySpan<double> observation, Span<double> probabilities)
    {
        rules.Begin();
        foreach (var character in observation[1..])
        {
            if (character < 0)
            {
                break;
            }

            rules.Read((int)character);
        }

        rules.Distribution(probabilities);
    }
}
