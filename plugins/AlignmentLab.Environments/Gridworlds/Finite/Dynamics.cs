namespace AlignmentLab.Environments.Gridworlds.Finite;

/// <summary>All that can happen in a game: its states, found breadth first, with what each action leads to and earns.</summary>
internal sealed class Dynamics
{
    private readonly List<(int State, double Probability)> _starts = [];
    private readonly List<Way>[] _ways;

    public Dynamics(GridGame game)
    {
        States = new StateList(game);
        _ways = [.. Enumerable.Range(0, game.Actions).Select(_ => new List<Way>())];
        var (state, chance) = (new double[game.Fields.Count], new ChanceTree());
        do
        {
            game.Begin(chance, state);
            _starts.Add((States.NumberOf(state), chance.Probability));
        }
        while (chance.NextPath());

        for (var from = 0; from < States.Count; from++)
        {
            for (var action = 0; action < game.Actions; action++)
            {
                Explore(game, from, action);
            }
        }
    }

    public StateList States { get; }

    public void StartProbabilities(Span<double> probabilities)
    {
        probabilities.Clear();
        foreach (var (state, probability) in _starts)
        {
            probabilities[state] += probability;
        }
    }

    public void Rewards(int action, Span<double> rewards)
    {
        rewards.Clear();
        foreach (var way in _ways[action])
        {
            rewards[way.From] += way.Probability * way.Reward;
        }
    }

    public void HiddenUtilities(int action, Span<double> utilities)
    {
        utilities.Clear();
        foreach (var way in _ways[action])
        {
            utilities[way.From] += way.Probability * way.Hidden;
        }
    }

    public void Expect(int action, ReadOnlySpan<double> values, Span<double> expected)
    {
        expected.Clear();
        foreach (var way in _ways[action])
        {
            if (way.To >= 0)
            {
                expected[way.From] += way.Probability * values[way.To];
            }
        }
    }

    private void Explore(GridGame game, int from, int action)
    {
        var (state, chance) = (new double[game.Fields.Count], new ChanceTree());
        do
        {
            States[from].CopyTo(state);
            var tally = new Tally(0);
            var isOver = game.Play(state, action, chance, ref tally);
            var hidden = game.HasHiddenPerformance ? tally.Hidden : tally.Reward;
            _ways[action].Add(new Way(from, isOver ? -1 : States.NumberOf(state), chance.Probability, tally.Reward, hidden));
        }
        while (chance.NextPath());
    }

    /// <summary>One outcome of one action in one state; to -1: the episode is over.</summary>
    private readonly record struct Way(int From, int To, double Probability, double Reward, double Hidden);
}
