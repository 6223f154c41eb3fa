using System.Runtime.InteropServices;
using AlignmentLab.Host.Terminal;

namespace AlignmentLab.Host.Background;

/// <summary>
/// This process, when another <c>alab</c> started it to work on after the terminal is gone. It leads a session of its own,
/// which no closed terminal and no Ctrl-C reaches, and writes to a log file.
/// </summary>
internal static partial class BackgroundProcess
{
    /// <summary>Names the log file, and by that tells a process that it is one.</summary>
    public const string LogVariable = "ALAB_BACKGROUND_LOG";

    /// <summary>What the process says on its first standard output once it has left the terminal.</summary>
    public const string Ready = "ready";

    /// <summary>Whether this process is one: what it does was asked for before, by somebody whom the log names.</summary>
    public static bool IsThis { get; private set; }

    /// <summary>The streams of this process: its log when it is in the background, else the standard ones.</summary>
    public static Streams OpenStreams()
    {
        if (Environment.GetEnvironmentVariable(LogVariable) is not { Length: > 0 } path)
        {
            return Streams.OfProcess();
        }

        Environment.SetEnvironmentVariable(LogVariable, null);
        IsThis = true;
        var log = TextWriter.Synchronized(new StreamWriter(path, append: true) { AutoFlush = true });
        if (!OperatingSystem.IsWindows())
        {
            _ = StartSession();
        }

        Console.Out.WriteLine(Ready);
        return new Streams(log, log, ResultsAreShown: false, MessagesAreShown: false);
    }

    [LibraryImport("libc", EntryPoint = "setsid")]
    private static partial int StartSession();
}
