using System.Security.Cryptography;
using System.Text;

namespace AlignmentLab.Core.Team;

/// <summary>
/// What a session keeps of the password that it began with: enough to tell whether that is still the account's, and nothing
/// from which the password or its hash could be found.
/// </summary>
public static class SessionStamp
{
    /// <param name="hash">See <see cref="PasswordHash"/>; its salt makes every password's stamp another one.</param>
    public static string Of(string hash) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"alignmentlab session {hash}")));

    /// <summary>Whether a session with this stamp stands.</summary>
    /// <param name="hash">The account's hash now; null: it has none.</param>
    public static bool Holds(string? stamp, string? hash) => stamp is not null && hash is not null && stamp == Of(hash);
}
