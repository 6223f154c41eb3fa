using AlignmentLab.Errors;

namespace AlignmentLab.Host.CommandLine;

/// <summary>An exception as the person at the terminal is told of it.</summary>
internal sealed record Failure(string Message, int ExitCode)
{
    public const int Interrupted = 130;

    /// <summary>Shows stack traces of what should not have happened when set to 1.</summary>
    public const string DebugVariable = "ALAB_DEBUG";

    public static Failure Of(Exception error, CancellationToken interrupted)
    {
        // Containers and task schedulers wrap what a constructor or a job threw; an expected error wraps another to say more.
        if (Chain(error).OfType<AlignmentLabException>().FirstOrDefault() is { } expected)
        {
            return new Failure(expected.Message, expected.ExitCode);
        }

        if (Chain(error).OfType<OperationCanceledException>().Any() && interrupted.IsCancellationRequested)
        {
            return new Failure(error is InterruptedWorkException ? error.Message : "Interrupted.", Interrupted);
        }

        if (Chain(error).FirstOrDefault(e => e is IOException or UnauthorizedAccessException) is { } surroundings)
        {
            return new Failure(surroundings.Message, new EnvironmentFailureException("").ExitCode);
        }

        return IsDebugging
            ? new Failure($"internal error: {error}", 1)
            : new Failure($"internal error: {error.GetType().Name}: {error.Message}{Environment.NewLine}Set {DebugVariable}=1 to see where it comes from, and report it.", 1);
    }

    private static bool IsDebugging => Environment.GetEnvironmentVariable(DebugVariable) == "1";

    private static IEnumerable<Exception> Chain(Exception error)
    {
        for (var e = error; e is not null; e = e.InnerException)
        {
            yield return e;
        }
    }
}

/// <summary>Work was interrupted and can go on; the message says how.</summary>
internal sealed class InterruptedWorkException(string message) : OperationCanceledException(message);
