using AlignmentLab.Errors;

namespace AlignmentLab.Host.Terminal;

/// <summary>Writes the files that commands are asked for: whole or not at all.</summary>
internal static class OutputFiles
{
    /// <exception cref="EnvironmentFailureException">The file cannot be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var temporary = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            File.WriteAllBytes(temporary, content);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentFailureException($"{path} cannot be written: {error.Message}", error);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
