using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace AlignmentLab.Core.Team.Tokens;

/// <summary>
/// The text of a token: <c>alab_ID_SECRET</c>, eight of a-z 0-9 and 43 of A-Z a-z 0-9. The prefix lets scanners find one that
/// got into a repository; the id is no secret and finds the hash; the secret has 256 bits.
/// </summary>
public sealed partial record TokenText
{
    private const string IdAlphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
    private const string SecretAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int IdLength = 8;

    // 62^43 is above 2^256.
    private const int SecretLength = 43;

    private readonly string _text;

    private TokenText(string id, string text) => (Id, _text) = (id, text);

    public string Id { get; }

    /// <summary>What is kept of it: SHA-256, in hexadecimal. The secret is drawn and long, so nothing slower is needed.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_text)));

    /// <summary>A new one.</summary>
    public static TokenText Draw()
    {
        var id = RandomNumberGenerator.GetString(IdAlphabet, IdLength);
        return new TokenText(id, $"alab_{id}_{RandomNumberGenerator.GetString(SecretAlphabet, SecretLength)}");
    }

    /// <summary>Null: the text is no token.</summary>
    public static TokenText? Parse(string text) => Form().Match(text) is { Success: true } match ? new TokenText(match.Groups["id"].Value, text) : null;

    /// <summary>Whether it is the token that was hashed.</summary>
    public bool Matches(string? hash) => hash is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Hash), Encoding.UTF8.GetBytes(hash));

    /// <summary>The whole text, secret included.</summary>
    public string Reveal() => _text;

    /// <summary>Without the secret, so that no message and no log tells it.</summary>
    public override string ToString() => $"alab_{Id}_...";

    [GeneratedRegex(@"\Aalab_(?<id>[a-z0-9]{8})_[A-Za-z0-9]{43}\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
