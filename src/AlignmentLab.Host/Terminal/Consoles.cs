using Spectre.Console;

namespace AlignmentLab.Host.Terminal;

/// <summary>Spectre consoles over the process's streams. <c>NO_COLOR</c> turns colours off.</summary>
internal static class Consoles
{
    /// <param name="shown">The writer is a terminal; without one there are neither escape sequences nor redrawing.</param>
    public static IAnsiConsole Over(TextWriter writer, bool shown) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = shown ? AnsiSupport.Detect : AnsiSupport.No,
        ColorSystem = !shown || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        Interactive = shown ? InteractionSupport.Detect : InteractionSupport.No,
        Out = new TerminalWriter(writer, shown),
    });

    private sealed class TerminalWriter(TextWriter writer, bool shown) : IAnsiConsoleOutput
    {
        private const int WidthWhereUnknown = 80;
        private const int HeightWhereUnknown = 24;

        public TextWriter Writer => writer;

        public bool IsTerminal => shown;

        public int Width => shown && Console.BufferWidth > 0 ? Console.BufferWidth : WidthWhereUnknown;

        public int Height => shown && Console.WindowHeight > 0 ? Console.WindowHeight : HeightWhereUnknown;

        public void SetEncoding(System.Text.Encoding encoding)
        {
            // The streams are UTF-8 already.
        }
    }
}
