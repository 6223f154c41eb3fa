using System.Runtime.InteropServices;
using AlignmentLab.Numerics;
using AlignmentLab.Policies;

namespace AlignmentLab.PolicyOptimization.QLearning;

/// <summary>Values of the actions in the states that were met.</summary>
internal sealed class ValueTable(int observationSize, int actions, double initialValue)
{
    private readonly ObservedStates _states = new(observationSize);
    private readonly List<double> _values = [];

    public int States => _states.Count;

    /// <summary>The state of an observation, new or known.</summary>
    public int StateOf(ReadOnlySpan<double> observation)
    {
        var state = _states.FindOrAdd(observation);
        while (_values.Count < _states.Count * actions)
        {
            _values.Add(initialValue);
        }

        return state;
    }

    /// <summary>The action of the greatest value; of equals, the first.</summary>
    public int Best(int state) => Greatest.IndexOf<double>(Row(state));

    /// <summary>The greatest value of a state.</summary>
    public double Value(int state) => Row(state)[Best(state)];

    /// <summary>Moves a value a share of the way to its target.</summary>
    public void Move(int state, int action, double target, double share)
    {
        ref var value = ref Row(state)[action];
        value += share * (target - value);
    }

    /// <summary>The policy that takes the best action in every state that was met.</summary>
    public PolicyTable Greedy()
    {
        var probabilities = new double[States * actions];
        for (var state = 0; state < States; state++)
        {
            probabilities[(state * actions) + Best(state)] = 1;
        }

        return new PolicyTable(actions, probabilities, observationSize, _states.ToArray());
    }

    private Span<double> Row(int state) => CollectionsMarshal.AsSpan(_values).Slice(state * actions, actions);
}
