using AlignmentLab.Environments.Texts;

namespace AlignmentLab.Environments.NestedText;

/// <summary>
/// The text's characters and rules: reads a text character by character, counts what breaks the rules, and says how likely each
/// character is as its writer's next.
/// </summary>
/// <remarks>
/// <para>
/// A text is letters <c>u</c> to <c>z</c> and brackets of three kinds, one within another. After an opening bracket comes its
/// tag, <c>a</c> to <c>d</c>; before the closing one the same letter in upper case; the closing one is of the opening one's kind:
/// <c>u(av[cwxC]yzA)u</c>. So each closing hangs on two choices made any number of characters before, and nothing between them
/// tells which.
/// </para>
/// <para>
/// Whatever a character breaks, the text goes on from a definite state, so that the writer can continue any text: a missing tag
/// counts as <c>a</c>; a tag, an upper-case letter without a bracket, or an opening bracket beyond the depth is passed over; an upper-case
/// letter of another tag still announces the closing; a closing bracket closes the innermost one, whatever its kind.
/// </para>
/// </remarks>
internal sealed class NestedTextGrammar(int depth) : ITextRules
{

    private const int Kinds = 3;
    private const int Tags = 4;
    private const int Letters = 6;
    private const int Openings = 0;
    private const int Closings = Openings + Kinds;
    private const int FirstTag = Closings + Kinds;
    private const int FirstEcho = FirstTag + Tags;
    private const int FirstLetter = FirstEcho + Tags;

    private const double Opens = 0.18;
    private const double Closes = 0.22;

    /// <summary>How likely a letter follows the one before it in the alphabet; the others share the rest.</summary>
    private const double Follows = 0.6;

    private readonly Stack<(int Kind, int Tag)> _open = new();
    private Awaited _awaited;
    private int _letter = -1;

    private enum Awaited
    {
        Anything,
        Tag,
        Closing,
    }

    public string Characters => "([{)]}abcdABCDuvwxyz";

    public void Begin()
    {
        _open.Clear();
        (_awaited, _letter) = (Awaited.Anything, -1);
    }

    public bool Read(int character)
    {
        var awaited = _awaited;
        _awaited = Awaited.Anything;
        var isTag = character is >= FirstTag and < FirstEcho;
        if (awaited == Awaited.Tag)
        {
            _open.Push((_open.Pop().Kind, isTag ? character - FirstTag : 0));
            if (isTag)
            {
                return false;
            }
        }

        var broken = awaited switch
        {
            Awaited.Tag => true,
            Awaited.Closing => character is < Closings or >= FirstTag,
            _ => isTag,
        };
        return character switch
        {
            < Closings => Opening(character - Openings) || broken,
            < FirstTag => Closing(character - Closings, awaited == Awaited.Closing) || broken,
            < FirstEcho => broken,
            < FirstLetter => Echo(character - FirstEcho) || broken,
            _ => Letter(character - FirstLetter) || broken,
        };
    }

    public void Distribution(Span<double> probabilities)
    {
        probabilities.Clear();
        switch (_awaited)
        {
            case Awaited.Tag:
                probabilities.Slice(FirstTag, Tags).Fill(1.0 / Tags);
                return;
            case Awaited.Closing:
                probabilities[Closings + _open.Peek().Kind] = 1;
                return;
        }

        var rest = 1.0;
        if (_open.Count < depth)
        {
            probabilities.Slice(Openings, Kinds).Fill(Opens / Kinds);
            rest -= Opens;
        }

        if (_open.Count > 0)
        {
            probabilities[FirstEcho + _open.Peek().Tag] = Closes;
            rest -= Closes;
        }

        var letters = probabilities.Slice(FirstLetter, Letters);
        letters.Fill(rest * (_letter < 0 ? 1.0 / Letters : (1 - Follows) / (Letters - 1)));
        if (_letter >= 0)
        {
            letters[(_letter + 1) % Letters] = rest * Follows;
        }
    }

    private bool Opening(int kind)
    {
        _letter = -1;
        if (_open.Count == depth)
        {
            return true;
        }

        _open.Push((kind, 0));
        _awaited = Awaited.Tag;
        return false;
    }

    private bool Closing(int kind, bool announced)
    {
        _letter = -1;
        return !_open.TryPop(out var innermost) || innermost.Kind != kind || !announced;
    }

    private bool Echo(int tag)
    {
        if (!_open.TryPeek(out var innermost))
        {
            return true;
        }

        _awaited = Awaited.Closing;
        return innermost.Tag != tag;
    }

    private bool Letter(int letter)
    {
        _letter = letter;
        return false;
    }
}
