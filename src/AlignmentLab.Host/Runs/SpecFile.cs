using System.Text;
using AlignmentLab.Errors;

namespace AlignmentLab.Host.Runs;

/// <summary>Reads a spec from disk, with a sentence for whatever a user may name in its place.</summary>
internal static class SpecFile
{
    private const string Example = "SPEC is a YAML file such as experiments/dagger-cartpole.yaml.";

    /// <summary>A spec is some lines; what is larger is something else.</summary>
    private const int MostBytes = 4 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="InvalidInputException">The path leads to no text file.</exception>
    /// <exception cref="EnvironmentFailureException">The file is there and cannot be read.</exception>
    public static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (path.Trim().Length == 0 || path.Contains('\0'))
        {
            throw new InvalidInputException($"SPEC is empty. {Example}");
        }

        if (Directory.Exists(path))
        {
            throw new InvalidInputException($"'{path}' is a directory. {Example}");
        }

        var bytes = await BytesAsync(path, cancellationToken);
        try
        {
            var text = Strict.GetString(bytes.Span.StartsWith(Encoding.UTF8.Preamble) ? bytes.Span[Encoding.UTF8.Preamble.Length..] : bytes.Span);
            return text.Contains('\0') ? throw new InvalidInputException($"'{path}' is a binary file. {Example}") : text;
        }
        catch (DecoderFallbackException error)
        {
            throw new InvalidInputException($"'{path}' is not text in UTF-8. {Example}", error);
        }
    }

    // Read up to the limit rather than measured beforehand: a pipe or a device has no length.
    private static async Task<ReadOnlyMemory<byte>> BytesAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var buffer = new byte[MostBytes + 1];
            var count = await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return count <= MostBytes
                ? buffer.AsMemory(0, count)
                : throw new InvalidInputException($"'{path}' is larger than {MostBytes / (1024 * 1024)} MiB, and no spec is. {Example}");
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidInputException($"There is no file '{path}'. {Example}", error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new EnvironmentFailureException($"You have no permission to read '{path}'. Change its permissions, such as with `chmod u+r`, or take another file.", error);
        }
        catch (IOException error)
        {
            throw new EnvironmentFailureException($"'{path}' cannot be read: {error.Message}", error);
        }
    }
}
