using AlignmentLab.Environments.Pictures;

namespace AlignmentLab.Environments.CopyChain;

/// <summary>What was said last, what the cue says, and what is said now, which is wrong where it is not the cue.</summary>
internal static class CopyChainPicture
{
    public static IReadOnlyList<Quantity> Actions { get; } = [new("say 0"), new("say 1")];

    public static IReadOnlyList<Quantity> Observations(int looks) => looks == 1
        ? [new("previous output"), new("cue")]
        : [.. Enumerable.Range(1, looks).Select(k => new Quantity($"previous output, look {k}")), .. Enumerable.Range(1, looks).Select(k => new Quantity($"cue, look {k}"))];

    public static Passage Draw(ReadOnlySpan<double> observation, ReadOnlySpan<double> action)
    {
        var looks = observation.Length / 2;
        var look = Math.Max(0, observation[..looks].IndexOfAnyExcept(0.0));
        var (previous, cue) = (Bit(observation[look]), Bit(observation[looks + look]));
        var words = new List<Word> { new(previous, Tone.Part, "said last"), new(cue, Tone.Goal, "cue") };
        if (looks > 1)
        {
            words.Add(new($"{look + 1}/{looks}", Tone.Ground, "look"));
        }

        if (action.Length == 1)
        {
            var said = action[0] == 1 ? "1" : "0";
            words.Add(said == cue ? new(said, Tone.Action, "says now") : new(said, Tone.Danger, "says now, wrong"));
        }

        return new Passage($"Said {previous} last, the cue says {cue}.", words);
    }

    private static string Bit(double signed) => signed > 0 ? "1" : "0";
}
