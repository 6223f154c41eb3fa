using AlignmentLab.Environments;
using AlignmentLab.Errors;

namespace AlignmentLab.Quantilization.Mimicry;

/// <summary>What is seen after one decision: for each action, how likely each state is, and what it is worth.</summary>
internal sealed class Outcomes
{
    private readonly double[][] _byAction;

    /// <exception cref="InvalidInputException">The environment's episodes are more than one decision, or its states are not numbered.</exception>
    public Outcomes(IEnvironment environment)
    {
        if (environment is not IFiniteEnvironment { MaxSteps: 1, ActionSpace: DiscreteSpace actions } finite)
        {
            throw new InvalidInputException($"Mimicry compares what is seen after one decision among numbered states, such as block-stacking; {environment.Name} is not like that.");
        }

        var start = new double[finite.StateCount];
        finite.StartProbabilities(start);
        var rewards = new double[finite.StateCount];
        _byAction = new double[actions.Count][];
        Returns = new double[actions.Count];
        for (var action = 0; action < actions.Count; action++)
        {
            finite.Rewards(action, rewards);
            Returns[action] = Expected(start, rewards);
            _byAction[action] = [.. Enumerable.Range(0, finite.StateCount).Select(seen => Reached(finite, start, action, seen))];
        }
    }

    /// <summary>How many actions there are.</summary>
    public int Actions => _byAction.Length;

    /// <summary>The expected return of each action.</summary>
    public double[] Returns { get; }

    /// <summary>How likely each state is after an action.</summary>
    public double[] Of(int action) => _byAction[action];

    /// <summary>How likely each state is after actions taken with some probabilities.</summary>
    public double[] Of(IReadOnlyList<double> choice) =>
        [.. Enumerable.Range(0, _byAction[0].Length).Select(seen => choice.Select((p, action) => p * _byAction[action][seen]).Sum())];

    private static double Reached(IFiniteEnvironment environment, double[] start, int action, int seen)
    {
        var (indicator, reached) = (new double[environment.StateCount], new double[environment.StateCount]);
        indicator[seen] = 1;
        environment.Expect(action, indicator, reached);
        return Expected(start, reached);
    }

    private static double Expected(double[] probabilities, double[] values) => probabilities.Zip(values, (p, v) => p * v).Sum();
}
