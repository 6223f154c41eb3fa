using AlignmentLab.Environments.Texts;

namespace AlignmentLab.Environments.ProseText;

/// <summary>
/// Prose of the words of a text: its writer chooses each word among those that follow the word before it in that text, as often
/// as they do, letter by letter.
/// </summary>
/// <remarks>
/// <para>
/// A word is what stands between two spaces, its comma or full stop with it, so <c>people,</c> and <c>people</c> are two words. A
/// character breaks a rule where what has been written of the word begins no word of the text, or where a space ends what is none;
/// the rest of a word that is broken costs nothing more.
/// </para>
/// <para>
/// After a word that the text does not have, or in one that does not follow the word before, the writer goes on as with any word
/// of the text that begins so; in one that no word begins like, it writes a space.
/// </para>
/// </remarks>
internal sealed class ProseRules : ITextRules
{
    private readonly Corpus _corpus = Corpus.Shipped;
    private int _before = Corpus.Beginning;
    private int _word = Corpus.Beginning;

    public string Characters => Corpus.Characters;

    public void Begin() => (_before, _word) = (Corpus.Beginning, Corpus.Beginning);

    public bool Read(int character)
    {
        var was = _word;
        if (character == Corpus.Space)
        {
            (_before, _word) = (was, Corpus.Beginning);
            return was != Corpus.Nowhere && !_corpus.IsWord(was);
        }

        _word = _corpus.Next(was, character);
        return _word == Corpus.Nowhere && was != Corpus.Nowhere;
    }

    public void Distribution(Span<double> probabilities)
    {
        probabilities.Clear();
        var counts = _corpus.Counts(_before, _word) ?? _corpus.Counts(Corpus.Nowhere, _word);
        if (counts is null)
        {
            probabilities[Corpus.Space] = 1;
            return;
        }

        var total = counts.Sum();
        for (var i = 0; i < counts.Length; i++)
        {
            probabilities[i] = (double)counts[i] / total;
        }
    }
}
