using AlignmentLab.Core.Team;
using AlignmentLab.Errors;
using Microsoft.AspNetCore.Http;

namespace AlignmentLab.Host.Serving;

/// <summary>What went wrong with a request of a program: problem details (RFC 9457) with the one message and the exit code.</summary>
internal static class Problems
{
    public static IResult Of(AlignmentLabException error) => Of(
        error switch
        {
            RefusedException => StatusCodes.Status403Forbidden,
            InvalidInputException => StatusCodes.Status400BadRequest,
            WorkFailedException => StatusCodes.Status409Conflict,
            _ => StatusCodes.Status503ServiceUnavailable,
        },
        error.Message,
        error.ExitCode);

    /// <param name="exitCode">See the command line's contract.</param>
    public static IResult Of(int status, string message, int exitCode) =>
        Results.Problem(message, statusCode: status, extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["exitCode"] = exitCode });
}
