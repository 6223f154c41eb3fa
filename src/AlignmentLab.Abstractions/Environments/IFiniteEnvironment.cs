namespace AlignmentLab.Environments;

/// <summary>
/// An environment whose dynamics can be asked for whole, as a finite Markov decision process: what exact dynamic programming
/// works on. Actions are a <see cref="DiscreteSpace"/>. The time is no part of the state; the caller counts steps.
/// </summary>
/// <remarks>
/// Values of states are vectors of <see cref="StateCount"/> doubles. Asking for expectations of a whole vector lets an
/// environment whose parts move independently work them out part by part, where a list of successors would not fit in memory.
/// </remarks>
public interface IFiniteEnvironment : IEnvironment
{
    /// <summary>How many states there are, numbered from 0.</summary>
    int StateCount { get; }

    /// <summary>The state that an observation shows.</summary>
    int StateOf(ReadOnlySpan<double> observation);

    /// <summary>Writes what a learner sees of a state.</summary>
    void Observe(int state, Span<double> observation);

    /// <summary>Writes how likely an episode begins in each state; they sum to 1.</summary>
    void StartProbabilities(Span<double> probabilities);

    /// <summary>Writes the expected visible reward of an action in each state.</summary>
    void Rewards(int action, Span<double> rewards);

    /// <summary>Writes, for each state, the expectation of <paramref name="values"/> over the states that an action leads to. Where the action ends the episode, what comes after counts 0.</summary>
    void Expect(int action, ReadOnlySpan<double> values, Span<double> expected);

    /// <summary>Writes <see cref="Expect"/> of every action, one after the other. An environment whose actions have work in common does that once.</summary>
    void ExpectEach(ReadOnlySpan<double> values, Span<double> expected)
    {
        for (var action = 0; action < ((DiscreteSpace)ActionSpace).Count; action++)
        {
            Expect(action, values, expected.Slice(action * StateCount, StateCount));
        }
    }
}

/// <summary>
/// A finite environment that also knows what the designer really wanted of each step. What is recorded for audit may be
/// computed from it, and what an expert does who stands for a person that knows it; never what a learner's policy is found by.
/// </summary>
public interface IFiniteHiddenUtility
{
    /// <summary>Writes the expected hidden utility of an action in each state; their sum over an episode is <see cref="IEnvironment.HiddenPerformance"/>.</summary>
    void HiddenUtilities(int action, Span<double> utilities);
}
