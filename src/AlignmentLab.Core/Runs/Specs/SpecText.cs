using System.Text;
using AlignmentLab.Errors;

namespace AlignmentLab.Core.Runs.Specs;

/// <summary>The text of a spec, out of the bytes of a file that somebody named or sent.</summary>
public static class SpecText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="bytes">UTF-8, with or without a byte order mark.</param>
    /// <param name="name">The file's, for messages.</param>
    /// <exception cref="InvalidInputException">They are no text.</exception>
    public static string Of(ReadOnlySpan<byte> bytes, string name)
    {
        try
        {
            var text = Strict.GetString(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes);
            return text.Contains('\0') ? throw new InvalidInputException($"'{name}' is a binary file. {Expected}") : text;
        }
        catch (DecoderFallbackException error)
        {
            throw new InvalidInputException($"'{name}' is not text in UTF-8. {Expected}", error);
        }
    }

    private const string Expected = "A spec is a YAML file such as dagger-cartpole.yaml.";
}
