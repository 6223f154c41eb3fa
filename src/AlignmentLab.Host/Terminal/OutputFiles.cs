using AlignmentLab.Errors;

namespace AlignmentLab.Host.Terminal;

/// <summary>Writes the files that commands are asked for: whole or not at all.</summary>
internal static class OutputFiles
{
    /// <exception cref="EnvironmentFailureException">The file cannot be written.</exception>
    public static void Write(string path, byte[] content) => WriteAsync(path, file =>
    {
        file.Write(content);
        return Task.FromResult(true);
    }).GetAwaiter().GetResult();

    /// <inheritdoc cref="Write" />
    public static async Task<T> WriteAsync<T>(string path, Func<Stream, Task<T>> write)
    {
        var temporary = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            T result;
            await using (var file = new FileStream(temporary, FileMode.CreateNew))
            {
                result = await write(file);
            }

            File.Move(temporary, path, overwrite: true);
            return result;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentFailureException($"{path} cannot be written: {error.Message}", error);
        }
        finally
        {
            // Where the folder is not there, deleting fails too, and would be told in place of the reason.
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }
        }
    }
}
