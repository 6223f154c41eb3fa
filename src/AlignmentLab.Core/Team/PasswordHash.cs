using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AlignmentLab.Errors;

namespace AlignmentLab.Core.Team;

/// <summary>
/// What is kept of a password: PBKDF2 with HMAC-SHA-256, 600,000 iterations, a salt of 16 bytes and a key of 32, written as
/// <c>pbkdf2-sha256$iterations$salt$key</c>, the last two in base64.
/// </summary>
/// <remarks>The iterations are those that OWASP's Password Storage Cheat Sheet asks for (2023).</remarks>
public static class PasswordHash
{
    /// <summary>The least number of characters.</summary>
    public const int Shortest = 10;

    private const string Scheme = "pbkdf2-sha256";
    private const int Iterations = 600_000;
    private const int SaltSize = 16;
    private const int KeySize = 32;

    // What an unknown name is compared with, so that the answer takes as long as for a known one.
    private static readonly Lazy<string> Nobody = new(() => Format(Iterations, new byte[SaltSize], new byte[KeySize]));

    /// <exception cref="InvalidInputException">The password is too short or absurdly long.</exception>
    public static string Of(string password)
    {
        if (password.Length is < Shortest or > 200)
        {
            throw new InvalidInputException($"A password has {Shortest} to 200 characters.");
        }

        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        return Format(Iterations, salt, Derive(password, salt, Iterations));
    }

    /// <summary>Whether it is the password that was hashed.</summary>
    /// <param name="hash">Null: there is no such account; the answer is no and takes as long as any.</param>
    public static bool Matches(string? hash, string password)
    {
        if ((hash ?? Nobody.Value).Split('$') is not [Scheme, var iterations, var salt, var key] || password.Length > 200)
        {
            return false;
        }

        var derived = Derive(password, Convert.FromBase64String(salt), int.Parse(iterations, CultureInfo.InvariantCulture));
        return CryptographicOperations.FixedTimeEquals(derived, Convert.FromBase64String(key)) && hash is not null;
    }

    private static byte[] Derive(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password.Normalize()), salt, iterations, HashAlgorithmName.SHA256, KeySize);

    private static string Format(int iterations, byte[] salt, byte[] key) =>
        string.Create(CultureInfo.InvariantCulture, $"{Scheme}${iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(key)}");
}
