using AlignmentLab.Core.Runs.Specs;
using AlignmentLab.Errors;

namespace AlignmentLab.Host.Runs;

/// <summary>Reads a spec from disk, with a sentence for whatever a user may name in its place.</summary>
internal static class SpecFile
{
    private const string Example = "SPEC is a YAML file such as experiments/dagger-cartpole.yaml.";

    /// <summary>A spec is some lines; what is larger is something else.</summary>
    private const int MostBytes = 4 * 1024 * 1024;

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

        return SpecText.Of((await BytesAsync(path, cancellationToken)).Span, path);
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
