using AlignmentLab.Environments.Episodes;
using AlignmentLab.Environments.Pictures;
using AlignmentLab.Errors;

namespace AlignmentLab.Environments.Texts;

/// <summary>
/// Write a text character by character; each character that breaks a rule costs 1. The state is the whole text so far, so a
/// policy's own mistakes become what it reads.
/// </summary>
/// <remarks>
/// The observation is a row of tokens as <see cref="Engines.ISequenceModel"/> reads them: the mark of the beginning, the text's
/// characters by number, then -1. The action is the next character's number. After T characters the episode is truncated. The
/// environment draws nothing: all chance is the writer's.
/// </remarks>
public abstract class TextEnvironment : EpisodicEnvironment, IPicturedEnvironment, IDescribedEnvironment
{
    private const int Length = 0;

    private readonly int _horizon;
    private readonly Func<ITextRules> _rules;
    private readonly ITextRules _text;

    /// <param name="horizon">T, 1 or more.</param>
    /// <param name="rules">Makes what reads a text.</param>
    private protected TextEnvironment(string name, int horizon, Func<ITextRules> rules)
        : base(name, ObservationOf(horizon, rules()), new DiscreteSpace(rules().Characters.Length), ["length", .. Enumerable.Range(0, horizon).Select(i => $"c{i}")], horizon) =>
        (_horizon, _rules, _text) = (horizon, rules, rules());

    public IReadOnlyList<Quantity> ObservationEntries => [new("beginning"), .. Enumerable.Range(1, _horizon).Select(i => new Quantity($"character {i}"))];

    public IReadOnlyList<Quantity> ActionEntries => [.. _text.Characters.Select(c => new Quantity(c == ' ' ? "space" : c.ToString()))];

    public Picture Draw(ReadOnlySpan<double> observation, ReadOnlySpan<double> action)
    {
        var text = _rules();
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

        return new Passage($"{length} of {_horizon} characters, {mistakes} of them against the rules.", words);

        void Add(int character, Tone tone)
        {
            var broken = text.Read(character);
            mistakes += broken && tone == Tone.Part ? 1 : 0;
            words.Add(new Word(text.Characters[character].ToString(), broken ? Tone.Danger : tone, broken ? "breaks a rule" : ""));
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
        _text.Begin();
        foreach (var character in State.Slice(1, (int)State[Length]))
        {
            _text.Read((int)character);
        }
    }

    protected override bool Advance(Span<double> state, ReadOnlySpan<double> action, out double reward)
    {
        reward = _text.Read((int)action[0]) ? -1 : 0;
        state[1 + (int)state[Length]] = action[0];
        state[Length]++;
        return false;
    }

    protected override void Observe(ReadOnlySpan<double> state, Span<double> observation)
    {
        state.CopyTo(observation);
        observation[0] = _text.Characters.Length;
    }

    protected override void Validate(ReadOnlySpan<double> state)
    {
        Require("length", state[Length], 0, _horizon);
        for (var i = 1; i < state.Length; i++)
        {
            var (least, most) = i <= state[Length] ? (0, _text.Characters.Length - 1) : (-1, -1);
            Require($"c{i - 1}", state[i], least, most);
        }
    }

    private void Require(string field, double value, int least, int most)
    {
        if (value < least || value > most || value != Math.Floor(value))
        {
            throw new InvalidInputException(
                $"State of {Name}: field '{field}' is {value}; expected {(least == most ? $"{least}" : $"a whole number from {least} to {most}")}.");
        }
    }

    private static BoxSpace ObservationOf(int horizon, ITextRules rules)
    {
        var (low, high) = (new double[horizon + 1], new double[horizon + 1]);
        Array.Fill(low, -1);
        Array.Fill(high, rules.Characters.Length - 1);
        (low[0], high[0]) = (rules.Characters.Length, rules.Characters.Length);
        return new BoxSpace(low, high);
    }
}
