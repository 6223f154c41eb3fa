namespace AlignmentLab.Errors;

/// <summary>
/// An expected failure whose message is meant for the person at the terminal: it names the place (file, line, field),
/// what was expected and what to do. The host prints the message without a stack trace.
/// </summary>
public abstract class AlignmentLabException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The process exit code that the command line's contract gives to this kind of failure.</summary>
    public abstract int ExitCode { get; }
}

/// <summary>The work itself failed, or a check did not hold (exit code 1).</summary>
public class WorkFailedException(string message, Exception? inner = null) : AlignmentLabException(message, inner)
{
    public override int ExitCode => 1;
}

/// <summary>What the user fed in was wrong: a spec, an option, an argument, a name (exit code 2).</summary>
public class InvalidInputException(string message, Exception? inner = null) : AlignmentLabException(message, inner)
{
    public override int ExitCode => 2;
}

/// <summary>
/// The surroundings were wrong: a locked or foreign lab, a full disk, a server out of reach (exit code 3).
/// Nothing about the run is decided by it; the same command works once the surroundings are mended.
/// </summary>
public class EnvironmentFailureException(string message, Exception? inner = null) : AlignmentLabException(message, inner)
{
    public override int ExitCode => 3;
}

/// <summary>An event does not read: it was altered, or written by another version of a plugin.</summary>
public sealed class DamagedEventException : EnvironmentFailureException
{
    public DamagedEventException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
