using System.Text;

namespace AlignmentLab.Environments.ProseText;

/// <summary>
/// The words of a text, counted: how words go on, letter by letter, after each word. What has been written of a word is a number: a
/// place in the tree of all beginnings of words.
/// </summary>
internal sealed class Corpus
{
    public const string Characters = " abcdefghijklmnopqrstuvwxyz,.";

    /// <summary>The number of a space among the characters.</summary>
    public const int Space = 0;

    /// <summary>Where nothing of a word has been written.</summary>
    public const int Beginning = 0;

    /// <summary>Where no word of the text begins so.</summary>
    public const int Nowhere = -1;

    private static readonly Lazy<Corpus> Once = new(() => new Corpus(Read()));

    private readonly List<int[]> _next = [Leaf()];
    private readonly Dictionary<(int Before, int Start), int[]> _counts = [];

    private Corpus(string[] words)
    {
        var (before, begins) = (Nowhere, true);
        foreach (var word in words)
        {
            Count(Nowhere, word);
            if (before != Nowhere)
            {
                Count(before, word);
            }

            if (begins)
            {
                Count(Beginning, word);
            }

            (before, begins) = (Place(word), word.EndsWith('.'));
        }
    }

    /// <summary>
    /// The Declaration of Independence (1776, in part) and the Gettysburg Address (1863), which are in the public domain: about
    /// twelve hundred words.
    /// </summary>
    public static Corpus Shipped => Once.Value;

    /// <summary>Whether what has been written is a word of the text.</summary>
    public bool IsWord(int word) => Counts(Nowhere, word) is { } counts && counts[Space] > 0;

    /// <summary>Where one more letter leads.</summary>
    public int Next(int word, int character) => word == Nowhere ? Nowhere : _next[word][character];

    /// <summary>How often each character comes next in words that begin so, a space where they end; null where none does.</summary>
    /// <param name="before">
    /// The word before; <see cref="Beginning"/> at the beginning of a text or of a sentence, <see cref="Nowhere"/> for whatever it is.
    /// </param>
    public int[]? Counts(int before, int start) => _counts.GetValueOrDefault((before, start));

    private void Count(int before, string word)
    {
        var place = Beginning;
        foreach (var character in word.Append(Characters[Space]).Select(c => Characters.IndexOf(c, StringComparison.Ordinal)))
        {
            if (!_counts.TryGetValue((before, place), out var counts))
            {
                _counts.Add((before, place), counts = new int[Characters.Length]);
            }

            counts[character]++;
            if (character != Space)
            {
                if (_next[place][character] == Nowhere)
                {
                    _next[place][character] = _next.Count;
                    _next.Add(Leaf());
                }

                place = _next[place][character];
            }
        }
    }

    private int Place(string word) => word.Aggregate(Beginning, (place, c) => _next[place][Characters.IndexOf(c, StringComparison.Ordinal)]);

    private static int[] Leaf()
    {
        var next = new int[Characters.Length];
        Array.Fill(next, Nowhere);
        return next;
    }

    /// <summary>The shipped text's words, in lower case; what is no letter, comma or full stop parts words, but for an apostrophe.</summary>
    private static string[] Read()
    {
        using var stream = typeof(Corpus).Assembly.GetManifestResourceStream("prose.txt")!;
        using var reader = new StreamReader(stream);
        var text = new StringBuilder();
        foreach (var c in reader.ReadToEnd().ToLowerInvariant())
        {
            text.Append(c switch { '\'' => "", ';' => ",", _ when Characters.Contains(c, StringComparison.Ordinal) => $"{c}", _ => " " });
        }

        return text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
