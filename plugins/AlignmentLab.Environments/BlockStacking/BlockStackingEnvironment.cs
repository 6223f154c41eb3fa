using AlignmentLab.Environments.Episodes;
using AlignmentLab.Environments.Pictures;
using AlignmentLab.Errors;

namespace AlignmentLab.Environments.BlockStacking;

/// <summary>
/// One decision: stack the blocks quickly (3 seconds), stack them slowly (10 seconds), or do not. What is seen afterwards is all
/// that an imitator can be compared by.
/// </summary>
/// <remarks>
/// <para>
/// The human stacks quickly and succeeds with probability .95; the robot never succeeds quickly, and always slowly. Both are this
/// environment, with other options. The reward is 1 for stacked blocks. The observation tells one of four states: before, stacked after 3
/// seconds, stacked after 10, not stacked. The episode is truncated after its one step. One draw a step.
/// </para>
/// <para>Source: P. Christiano, "Against mimicry" (2015).</para>
/// </remarks>
public sealed class BlockStackingEnvironment(BlockStackingOptions options)
    : EpisodicEnvironment(RegisteredName, new BoxSpace(new double[States], [1, 1, 1, 1]), new DiscreteSpace(3), ["outcome"], maxSteps: 1), IFiniteEnvironment, IPicturedEnvironment, IDescribedEnvironment
{
    public const string RegisteredName = "block-stacking";

    private const int States = 4;
    private const int Before = 0;
    private const int StackedQuickly = 1;
    private const int StackedSlowly = 2;
    private const int NotStacked = 3;

    private static readonly string[] Seen = ["before", "stacked after 3 s", "stacked after 10 s", "not stacked"];

    private IDrawSource? _draws;

    public int StateCount => States;

    public IReadOnlyList<Quantity> ObservationEntries { get; } = [.. Seen.Select(s => new Quantity(s))];

    public IReadOnlyList<Quantity> ActionEntries { get; } = [new("stack quickly"), new("stack slowly"), new("do not stack")];

    public int StateOf(ReadOnlySpan<double> observation) => observation.IndexOf(1.0);

    public void Observe(int state, Span<double> observation)
    {
        observation.Clear();
        observation[state] = 1;
    }

    public void StartProbabilities(Span<double> probabilities)
    {
        probabilities.Clear();
        probabilities[Before] = 1;
    }

    public void Rewards(int action, Span<double> rewards) => rewards.Fill(Success(action));

    public void Expect(int action, ReadOnlySpan<double> values, Span<double> expected) =>
        expected.Fill((Success(action) * values[Stacked(action)]) + ((1 - Success(action)) * values[NotStacked]));

    public Picture Draw(ReadOnlySpan<double> observation, ReadOnlySpan<double> action)
    {
        var state = Math.Max(0, StateOf(observation));
        var words = new List<Word> { new(Seen[state], state == NotStacked ? Tone.Danger : state == Before ? Tone.Part : Tone.Goal, "blocks") };
        if (action.Length == 1)
        {
            words.Add(new(ActionEntries[(int)action[0]].Name, Tone.Action, "does"));
        }

        return new Passage($"The blocks: {Seen[state]}.", words);
    }

    protected override void Start(IDrawSource draws, Span<double> state) => state[0] = Before;

    protected override void Attach(IDrawSource draws) => _draws = draws;

    protected override bool Advance(Span<double> state, ReadOnlySpan<double> action, out double reward)
    {
        var stacked = _draws!.NextDouble() < Success((int)action[0]);
        state[0] = stacked ? Stacked((int)action[0]) : NotStacked;
        reward = stacked ? 1 : 0;
        return false;
    }

    protected override void Observe(ReadOnlySpan<double> state, Span<double> observation) => Observe((int)state[0], observation);

    protected override void Validate(ReadOnlySpan<double> state)
    {
        if (state[0] is not (Before or StackedQuickly or StackedSlowly or NotStacked))
        {
            throw new InvalidInputException($"State of {RegisteredName}: field 'outcome' is {state[0]}; expected a whole number from 0 to 3.");
        }
    }

    private static int Stacked(int action) => action == 0 ? StackedQuickly : StackedSlowly;

    private double Success(int action) => action switch { 0 => options.QuickSuccess, 1 => options.SlowSuccess, _ => 0 };
}
