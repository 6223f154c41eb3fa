using AlignmentLab.Environments.Episodes;
using AlignmentLab.Environments.Pictures;
using AlignmentLab.Errors;

namespace AlignmentLab.Environments.NestedText;

/// <summary>
/// Write a text character by character in which brackets nest and agree (<see cref="NestedTextGrammar"/>); each character that
/// breaks a rule costs 1. The state is the whole text so far, so a policy's own mistakes become what it reads.
/// </summary>
/// <remarks>
/// The observation is a row of tokens as <see cref="Engines.ISequenceModel"/> reads them: the mark of the beginning, the text's
/// characters by number, then -1. The action is the next character's number. After T characters the episode is truncated; what is
/// still open then costs nothing. The environment draws nothing: all chance is the writer's.
/// </remarks>
public sealed class NestedTextEnvironment : EpisodicEnvironment, IPicturedEnvironment, IDescribedEnvironment
{
    public const string RegisteredName = "nested-text";

    private const int Length = 0;

    private readonly NestedTextOptions _options;
    private readonly NestedTextGrammar _grammar;

    public NestedTextEnvironment(NestedTextOptions options)
        : base(
            RegisteredName, ObservationOf(options), new DiscreteSpace(NestedTextGrammar.Characters.Length),
            ["length", .. Enumerable.Range(0, options.Horizon).Select(i => $"c{i}")], options.Horizon) =>
        (_options, _grammar) = (options, new NestedTextGrammar(options.Depth));

    /// <summary>How many brackets may be open at once.</summary>
    internal int Depth => _options.Depth;

    public IReadOnlyList<Quantity> ObservationEntries => [new("beginning"), .. Enumerable.Range(1, _options.Horizon).Select(i => new Quantity($"character {i}"))];

    public IReadOnlyList<Quantity> ActionEntries { get; } = [.. NestedTextGrammar.Characters.Select(c => new Quantity(c.ToString()))];

    public Picture Draw(ReadOnlySpan<double> observation, ReadOnlySpan<double> action)
    {
        var grammar = new NestedTextGrammar(_options.Depth);
        var (words, mistakes) = (new List<Word>(), 0);
        foreach (var token in observation[1..])
        {
            if (token >= 0)
            {
                Add((int)token, Tone.Part);
            }
        }

        var length = words.Count;
        if (action.Length == 1)
        {
            Add((int)action[0], Tone.Action);
        }

        return new Passage($"{length} of {_options.Horizon} characters, {mistakes} of them against the rules.", words);

        void Add(int character, Tone tone)
        {
            var broken = grammar.Read(character);
            mistakes += broken && tone == Tone.Part ? 1 : 0;
            words.Add(new Word(NestedTextGrammar.Characters[character].ToString(), broken ? Tone.Danger : tone, broken ? "breaks a rule" : ""));
        }
    }

    protected override void Start(IDrawSource draws, Span<double> state)
    {
        state.Fill(-1);
        state[Length] = 0;
    }

    /// <summary>Reads the text that the state holds, whether it was begun or taken up.</summary>
    protected override void Attach(IDrawSource draws)
    {
        _grammar.Begin();
        foreach (var character in State.Slice(1, (int)State[Length]))
        {
            _grammar.Read((int)character);
        }
    }

    protected override bool Advance(Span<double> state, ReadOnlySpan<double> action, out double reward)
    {
        reward = _grammar.Read((int)action[0]) ? -1 : 0;
        state[1 + (int)state[Length]] = action[0];
        state[Length]++;
        return false;
    }

    protected override void Observe(ReadOnlySpan<double> state, Span<double> observation)
    {
        state.CopyTo(observation);
        observation[0] = NestedTextGrammar.Characters.Length;
    }

    protected override void Validate(ReadOnlySpan<double> state)
    {
        Require("length", state[Length], 0, _options.Horizon);
        for (var i = 1; i < state.Length; i++)
        {
            var (least, most) = i <= state[Length] ? (0, NestedTextGrammar.Characters.Length - 1) : (-1, -1);
            Require($"c{i - 1}", state[i], least, most);
        }
    }

    private static void Require(string field, double value, int least, int most)
    {
        if (value < least || value > most || value != Math.Floor(value))
        {
            throw new InvalidInputException(
                $"State of {RegisteredName}: field '{field}' is {value}; expected {(least == most ? $"{least}" : $"a whole number from {least} to {most}")}.");
        }
    }

    private static BoxSpace ObservationOf(NestedTextOptions options)
    {
        var (low, high) = (new double[options.Horizon + 1], new double[options.Horizon + 1]);
        Array.Fill(low, -1);
        Array.Fill(high, NestedTextGrammar.Characters.Length - 1);
        (low[0], high[0]) = (NestedTextGrammar.Characters.Length, NestedTextGrammar.Characters.Length);
        return new BoxSpace(low, high);
    }
}
