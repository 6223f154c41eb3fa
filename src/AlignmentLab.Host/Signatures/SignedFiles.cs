using System.Security.Cryptography;
using AlignmentLab.Errors;

namespace AlignmentLab.Host.Signatures;

/// <summary>Reads the files that an auditor brings: keys, checkpoints, certificates.</summary>
internal static class SignedFiles
{
    /// <summary>More than any of these files has, in bytes.</summary>
    private const long Limit = 16 << 20;

    /// <param name="what">What the file should be, for messages: <c>a signed checkpoint</c>.</param>
    /// <exception cref="InvalidInputException">The file cannot be read.</exception>
    public static string ReadText(string path, string what) =>
        Read(path, what, file => file.Length <= Limit ? File.ReadAllText(path) : throw new InvalidInputException($"{path} is too large to be {what}."));

    /// <inheritdoc cref="ReadText" />
    public static byte[] ReadBytes(string path, string what) => Read(path, what, _ => File.ReadAllBytes(path));

    /// <returns>The key as a DER SubjectPublicKeyInfo; null where no file is named.</returns>
    /// <exception cref="InvalidInputException">The file is no public key on P-256 in PEM.</exception>
    public static ReadOnlyMemory<byte>? ReadPublicKey(string? path)
    {
        if (path is null)
        {
            return null;
        }

        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(ReadText(path, "a public key"));
        }
        catch (Exception error) when (error is ArgumentException or CryptographicException)
        {
            throw new InvalidInputException($"{path} is no public key in PEM (-----BEGIN PUBLIC KEY-----); `alab log key` prints a lab's.", error);
        }

        return key.KeySize == 256 ? key.ExportSubjectPublicKeyInfo() : throw new InvalidInputException($"{path} is a key of {key.KeySize} bits; labs sign with P-256.");
    }

    private static T Read<T>(string path, string what, Func<FileInfo, T> read)
    {
        try
        {
            return read(new FileInfo(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InvalidInputException($"{path} cannot be read as {what}: {error.Message}", error);
        }
    }
}
