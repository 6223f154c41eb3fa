using System.CommandLine;
using System.CommandLine.Invocation;
using AlignmentLab.Host.Terminal;

namespace AlignmentLab.Host.CommandLine;

/// <summary>The whole of <c>alab</c>: reads the arguments, runs the command, reports what went wrong, gives the exit code.</summary>
internal sealed class CommandLineApp(Streams streams, TimeProvider time)
{
    private static readonly ParserConfiguration Parsing = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    public async Task<int> RunAsync(string[] args)
    {
        // What is asked for with --json must be answered in JSON even where the rest of the line makes no sense.
        var output = new Output(streams, args.TakeWhile(a => a != "--").Contains("--json"));
        using var interruption = new Interruption(output, time);
        int exitCode;
        try
        {
            var parsed = CommandTree.Create(streams, time).Parse(AsOptions(args), Parsing);
            if (parsed.Action is ParseErrorAction)
            {
                throw ParseFaults.Of(parsed);
            }

            var invocation = new InvocationConfiguration
            {
                Output = streams.Results,
                Error = streams.Messages,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            exitCode = await parsed.InvokeAsync(invocation, interruption.Token);
        }
        catch (Exception error)
        {
            exitCode = Report(Failure.Of(error, interruption.Token), output);
        }

        return TryFlush(output) ? exitCode : UnwritableOutput;
    }

    // `alab help runs show` is what many people try first.
    private static string[] AsOptions(string[] args) => args switch
    {
        [] => ["--help"],
        ["help", .. var command] => [.. command, "--help"],
        _ => args,
    };

    // A result stream that is full or gone (| head, > /dev/full) is no reason for a stack trace.
    private static bool TryFlush(Output output)
    {
        try
        {
            output.Flush();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static int Report(Failure failure, Output output)
    {
        output.Message(failure.Message);
        output.Line(new ErrorLine(failure.Message, failure.ExitCode));
        return failure.ExitCode;
    }

    private const int UnwritableOutput = 3;

    private sealed record ErrorLine(string Error, int ExitCode);
}
