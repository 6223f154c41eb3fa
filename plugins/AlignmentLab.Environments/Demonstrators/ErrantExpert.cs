using AlignmentLab.Experts;
using AlignmentLab.Randomness;

namespace AlignmentLab.Environments.Demonstrators;

/// <summary>
/// An expert who does what is best most of the time, each of the best things equally often, and in the other steps takes any action at all: somebody who
/// wants the right thing and is partly competent.
/// </summary>
public abstract class ErrantExpert : IDistributionExpert
{
    private readonly double _epsilon;
    private readonly double[] _choices;
    private IDrawSource? _draws;

    /// <param name="epsilon">The share of steps that err, in [0, 1].</param>
    protected ErrantExpert(double epsilon, int actions) => (_epsilon, _choices) = (epsilon, new double[actions]);

    public void Begin(IDrawSource draws) => _draws = draws;

    public void Act(ReadOnlySpan<double> observation, Span<double> action)
    {
        Distribution(observation, _choices);
        action[0] = _draws!.NextChoice(_choices);
    }

    public void Distribution(ReadOnlySpan<double> observation, Span<double> probabilities)
    {
        probabilities.Clear();
        MarkBest(observation, probabilities);
        var best = 0.0;
        foreach (var mark in probabilities)
        {
            best += mark;
        }

        for (var action = 0; action < probabilities.Length; action++)
        {
            var chosen = best > 0 ? probabilities[action] / best : 1.0 / probabilities.Length;
            probabilities[action] = ((1 - _epsilon) * chosen) + (_epsilon / probabilities.Length);
        }
    }

    /// <summary>Writes 1 for each action that is best; none: all are alike.</summary>
    /// <param name="marks">One an action, all 0.</param>
    protected abstract void MarkBest(ReadOnlySpan<double> observation, Span<double> marks);
}
