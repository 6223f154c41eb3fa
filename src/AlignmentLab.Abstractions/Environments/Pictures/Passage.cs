namespace AlignmentLab.Environments.Pictures;

/// <summary>Words in a row: a sequence, a text.</summary>
/// <param name="Summary">See <see cref="Picture"/>.</param>
/// <param name="Words">In reading order, <see cref="MostWords"/> at most; what comes after is not shown.</param>
public sealed record Passage(string Summary, IReadOnlyList<Word> Words) : Picture(Summary)
{
    /// <summary>As many words as are shown.</summary>
    public const int MostWords = 1_000;

    /// <summary>The words on one line, notes in brackets.</summary>
    public override IReadOnlyList<string> ToLines() =>
        [string.Join(' ', Words.Take(MostWords).Select(w => w.Note.Length == 0 ? w.Text : $"{w.Text} ({w.Note})"))];
}

/// <summary>A word or symbol of a <see cref="Passage"/>.</summary>
/// <param name="Note">What it is, in small letters beside it; empty: nothing.</param>
public sealed record Word(string Text, Tone Tone, string Note = "");
