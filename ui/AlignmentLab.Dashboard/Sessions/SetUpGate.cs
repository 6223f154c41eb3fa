using System.Security.Cryptography;
using System.Text;

namespace AlignmentLab.Dashboard.Sessions;

/// <summary>
/// Who may make the first account. A server that only its own machine reaches lets anybody; one that others reach asks for a
/// token that its console shows.
/// </summary>
/// <param name="token">Null: none is asked for.</param>
public sealed class SetUpGate(string? token)
{
    public bool NeedsToken => token is not null;

    /// <summary>Whether the token is the right one, or none is needed.</summary>
    public bool Admits(string? given) => token is null
        || CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given?.Trim() ?? "")), SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
