using AlignmentLab.Environments.Episodes;
using AlignmentLab.Environments.Pictures;

namespace AlignmentLab.Environments.Gridworlds;

/// <summary>A gridworld as an environment: a learner sees the board, one number a cell, rows from the top.</summary>
/// <remarks>
/// Each episode has 100 steps at most, as in the originals. The hidden performance is the original's performance of the
/// episode so far; it is null for the games whose performance is the return itself. A state is the game's numbers, with
/// <c>hidden</c>, the hidden performance so far, where there is one.
/// </remarks>
public class Gridworld : EpisodicEnvironment, IPicturedEnvironment, IDescribedEnvironment
{
    private const string HiddenField = "hidden";

    private readonly GridGame _game;
    private readonly int _fields;
    private readonly char[] _board;
    private readonly DrawnChance _chance = new();

    public Gridworld(GridGame game)
        : base(game.Name, ObservationOf(game), new DiscreteSpace(game.Actions), FieldsOf(game), GridGame.MaxSteps)
    {
        _game = game;
        _fields = game.Fields.Count;
        _board = new char[game.Board.Size];
    }

    public override double? HiddenPerformance => _game.HasHiddenPerformance ? State[_fields] : null;

    /// <summary>As the original draws it; null before the first episode.</summary>
    public override IReadOnlyList<string>? Board => IsStarted ? GridworldPicture.Rows(_game.Board, _board) : null;

    public IReadOnlyList<Quantity> ObservationEntries => GridworldPicture.Cells(_game.Board);

    public IReadOnlyList<Quantity> ActionEntries => GridworldPicture.Actions(_game.Actions);

    /// <summary>An environment of these rules, one that can be asked for its dynamics where they allow it.</summary>
    public static Gridworld Of(GridGame game)
    {
        ArgumentNullException.ThrowIfNull(game);
        return game.IsFinite ? new FiniteGridworld(game) : new Gridworld(game);
    }

    public Picture Draw(ReadOnlySpan<double> observation, ReadOnlySpan<double> action) =>
        GridworldPicture.Draw(_game, observation, action);

    protected sealed override void Start(IDrawSource draws, Span<double> state)
    {
        state.Clear();
        _chance.Draws = draws;
        _game.Begin(_chance, state[.._fields]);
    }

    protected sealed override void Attach(IDrawSource draws) => _chance.Draws = draws;

    protected sealed override bool Advance(Span<double> state, ReadOnlySpan<double> action, out double reward)
    {
        var tally = new Tally(_game.HasHiddenPerformance ? state[_fields] : 0);
        var isOver = _game.Play(state[.._fields], (int)action[0], _chance, ref tally);
        reward = tally.Reward;
        if (_game.HasHiddenPerformance)
        {
            state[_fields] = tally.Hidden;
        }

        return isOver;
    }

    protected sealed override void Observe(ReadOnlySpan<double> state, Span<double> observation)
    {
        _game.Paint(state[.._fields], _board);
        _game.Tiles.Encode(_board, observation);
    }

    protected sealed override void Validate(ReadOnlySpan<double> state)
    {
        for (var i = 0; i < _fields; i++)
        {
            _game.Fields[i].Require(Name, state[i]);
        }
    }

    private static BoxSpace ObservationOf(GridGame game)
    {
        var (low, high) = (new double[game.Board.Size], new double[game.Board.Size]);
        Array.Fill(low, game.Tiles.Least);
        Array.Fill(high, game.Tiles.Greatest);
        return new BoxSpace(low, high);
    }

    private static string[] FieldsOf(GridGame game) =>
        [.. game.Fields.Select(f => f.Name), .. game.HasHiddenPerformance ? [HiddenField] : Array.Empty<string>()];
}
