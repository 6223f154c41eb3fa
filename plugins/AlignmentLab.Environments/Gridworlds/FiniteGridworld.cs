using AlignmentLab.Environments.Gridworlds.Finite;

namespace AlignmentLab.Environments.Gridworlds;

/// <summary>
/// A gridworld whose dynamics can be asked for. Its states are those that an episode can be in before it is over, numbered as
/// a breadth-first search from the start finds them, which happens when they are first asked for.
/// </summary>
/// <remarks>Where a game has no hidden performance, its hidden utilities are its rewards.</remarks>
public sealed class FiniteGridworld(GridGame game) : Gridworld(game), IFiniteEnvironment, IFiniteHiddenUtility
{
    private readonly Lazy<Dynamics> _dynamics = new(() => new Dynamics(game), LazyThreadSafetyMode.None);

    public int StateCount => _dynamics.Value.States.Count;

    /// <inheritdoc/>
    /// <remarks>-1 where an observation shows none of them: that of an end, or one that cannot come about.</remarks>
    public int StateOf(ReadOnlySpan<double> observation) => _dynamics.Value.States.Find(observation);

    public void Observe(int state, Span<double> observation) => _dynamics.Value.States.Observe(state, observation);

    public void StartProbabilities(Span<double> probabilities) => _dynamics.Value.StartProbabilities(probabilities);

    public void Rewards(int action, Span<double> rewards) => _dynamics.Value.Rewards(action, rewards);

    public void HiddenUtilities(int action, Span<double> utilities) => _dynamics.Value.HiddenUtilities(action, utilities);

    public void Expect(int action, ReadOnlySpan<double> values, Span<double> expected) =>
        _dynamics.Value.Expect(action, values, expected);
}
