using System.Text;

namespace AlignmentLab.Host.Terminal;

/// <summary>Where a process writes: results to one stream, everything else to the other.</summary>
/// <param name="ResultsAreShown">Results go to a terminal, so they may have a width and colours.</param>
/// <param name="MessagesAreShown">Messages go to a terminal, so progress may redraw itself.</param>
internal sealed record Streams(TextWriter Results, TextWriter Messages, bool ResultsAreShown, bool MessagesAreShown)
{
    private const int BufferChars = 16 * 1024;

    public static Streams OfProcess() => new(
        new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), BufferChars),
        Console.Error,
        !Console.IsOutputRedirected,
        !Console.IsErrorRedirected);
}
