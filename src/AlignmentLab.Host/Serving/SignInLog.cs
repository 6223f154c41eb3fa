using Microsoft.Extensions.Logging;

namespace AlignmentLab.Host.Serving;

/// <summary>
/// What the server's messages tell of those who were not let in. It is no event: whoever guesses could make the log grow for
/// ever, and what people type for a name may be their password.
/// </summary>
internal static partial class SignInLog
{
    [LoggerMessage(LogLevel.Warning, "Wrong password for {Name} from {Address}")]
    public static partial void WrongPassword(ILogger logger, string name, System.Net.IPAddress? address);

    [LoggerMessage(LogLevel.Warning, "Wrong token from {Address}")]
    public static partial void WrongToken(ILogger logger, System.Net.IPAddress? address);

    /// <summary>A name as it may be shown: one that is no account's stays untold.</summary>
    public static string Shown(string? name, bool isAccount) => isAccount ? $"'{name}'" : "a name that is no account's";
}
