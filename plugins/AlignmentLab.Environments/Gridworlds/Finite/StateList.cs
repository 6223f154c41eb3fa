using System.Runtime.InteropServices;

namespace AlignmentLab.Environments.Gridworlds.Finite;

/// <summary>The states that a game can be in before it is over, in the order of their discovery.</summary>
internal sealed class StateList
{
    private readonly GridGame _game;
    private readonly List<double[]> _states = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _shown = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookUp;

    public StateList(GridGame game)
    {
        _game = game;
        _lookUp = _shown.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public int Count => _states.Count;

    public ReadOnlySpan<double> this[int state] => _states[state];

    /// <summary>The number of a state; a state that is new gets the next.</summary>
    /// <exception cref="InvalidOperationException">Another state looks the same.</exception>
    public int NumberOf(ReadOnlySpan<double> state)
    {
        var key = new string(MemoryMarshal.Cast<double, char>(state));
        if (!_numbers.TryGetValue(key, out var number))
        {
            number = _states.Count;
            _numbers.Add(key, number);
            _states.Add(state.ToArray());
            if (!_shown.TryAdd(Look(state), number))
            {
                throw new InvalidOperationException($"{_game.Name}: two states look the same.");
            }
        }

        return number;
    }

    /// <summary>The state that looks so; -1: none.</summary>
    public int Find(ReadOnlySpan<double> observation) =>
        _lookUp.TryGetValue(MemoryMarshal.Cast<double, char>(observation), out var state) ? state : -1;

    public void Observe(int state, Span<double> observation)
    {
        Span<char> board = stackalloc char[_game.Board.Size];
        _game.Paint(_states[state], board);
        _game.Tiles.Encode(board, observation);
    }

    private string Look(ReadOnlySpan<double> state)
    {
        var (board, values) = (new char[_game.Board.Size], new double[_game.Board.Size]);
        _game.Paint(state, board);
        _game.Tiles.Encode(board, values);
        return new string(MemoryMarshal.Cast<double, char>(values));
    }
}
