using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace AlignmentLab.Events;

/// <summary>
/// The order of <see cref="CallId"/>s, over their characters or over their UTF-8 bytes, which gives the same: segment by
/// segment, whole numbers by their value and before other segments. Nothing is allocated for ids of ASCII characters.
/// </summary>
public static class CallOrder
{
    /// <summary>Digits that a 64-bit number has room for, whatever they are.</summary>
    private const int PlainDigits = 18;

    /// <typeparam name="T"><see cref="char"/>, or <see cref="byte"/> for UTF-8.</typeparam>
    /// <returns>Below 0, 0 or above 0, as for any comparison; 0 for equal ids alone.</returns>
    public static int Compare<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right)
        where T : unmanaged, IBinaryInteger<T>
    {
        var restOfLeft = left;
        var restOfRight = right;
        while (true)
        {
            var (leftEnd, rightEnd) = (End(restOfLeft), End(restOfRight));
            var order = CompareSegments(restOfLeft[..leftEnd], restOfRight[..rightEnd]);
            if (order != 0)
            {
                return order;
            }

            var (leftIsLast, rightIsLast) = (leftEnd == restOfLeft.Length, rightEnd == restOfRight.Length);
            if (leftIsLast || rightIsLast)
            {
                return leftIsLast != rightIsLast ? (leftIsLast ? -1 : 1) : CompareText(left, right);
            }

            restOfLeft = restOfLeft[(leftEnd + 1)..];
            restOfRight = restOfRight[(rightEnd + 1)..];
        }
    }

    private static int End<T>(ReadOnlySpan<T> id)
        where T : unmanaged, IBinaryInteger<T> => id.IndexOf(T.CreateTruncating('/')) is >= 0 and var slash ? slash : id.Length;

    private static int CompareSegments<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right)
        where T : unmanaged, IBinaryInteger<T>
    {
        var (leftIsNumber, rightIsNumber) = (TryNumber(left, out var l), TryNumber(right, out var r));
        return leftIsNumber && rightIsNumber ? l.CompareTo(r)
            : leftIsNumber != rightIsNumber ? (leftIsNumber ? -1 : 1)
            : CompareText(left, right);
    }

    private static bool TryNumber<T>(ReadOnlySpan<T> segment, out long number)
        where T : unmanaged, IBinaryInteger<T>
    {
        number = 0;
        for (var i = 0; i < segment.Length; i++)
        {
            var digit = int.CreateTruncating(segment[i]) - '0';
            if (digit is < 0 or > 9 || i == PlainDigits)
            {
                // A branch's key may be a number with a sign or blanks around it, or one too long. A letter at the front is neither.
                return !(i == 0 && digit > 9) && long.TryParse(Text(segment), out number);
            }

            number = (number * 10) + digit;
        }

        return segment.Length > 0;
    }

    // Ordinal, by UTF-16 units; for ASCII that is the order of the bytes too.
    private static int CompareText<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right)
        where T : unmanaged, IBinaryInteger<T> =>
        typeof(T) == typeof(char) || (IsAscii(left) && IsAscii(right)) ? left.SequenceCompareTo(right) : string.CompareOrdinal(Text(left), Text(right));

    private static bool IsAscii<T>(ReadOnlySpan<T> text)
        where T : unmanaged, IBinaryInteger<T> => Ascii.IsValid(MemoryMarshal.Cast<T, byte>(text));

    private static string Text<T>(ReadOnlySpan<T> text)
        where T : unmanaged, IBinaryInteger<T> =>
        typeof(T) == typeof(char) ? new string(MemoryMarshal.Cast<T, char>(text)) : Encoding.UTF8.GetString(MemoryMarshal.Cast<T, byte>(text));
}
