using AlignmentLab.Errors;

namespace AlignmentLab.Embedded.Files;

/// <summary>Writes files so that a crash leaves either the whole new content or what was there before, and both durable.</summary>
internal static class AtomicFile
{
    private const string TemporarySuffix = ".part";

    /// <summary>Writes the file in place of the one before, if any.</summary>
    /// <exception cref="EnvironmentFailureException">The directory cannot be written, or the disk is full.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> content) => Write(path, content, isPrivate: false, temporary => File.Move(temporary, path, overwrite: true));

    /// <summary>Writes the file unless there is one: of several processes the first wins, and the others keep its file.</summary>
    /// <param name="isPrivate">Nobody but the owner may read it.</param>
    /// <exception cref="EnvironmentFailureException">The directory cannot be written, or the disk is full.</exception>
    public static void Create(string path, ReadOnlySpan<byte> content, bool isPrivate = false) => Write(path, content, isPrivate, temporary =>
    {
        try
        {
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first.
        }
    });

    private static void Write(string path, ReadOnlySpan<byte> content, bool isPrivate, Action<string> place)
    {
        var directory = Path.GetDirectoryName(path)!;
        var temporary = Path.Combine(directory, Path.GetRandomFileName() + TemporarySuffix);
        try
        {
            if (!Directory.Exists(directory))
            {
                Directory.CreateDirectory(directory);
                DurableDirectory.Flush(Path.GetDirectoryName(directory)!);
            }

            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
            if (isPrivate && !OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var file = new FileStream(temporary, options))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            place(temporary);
            DurableDirectory.Flush(directory);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentFailureException($"{path} could not be written: {failure.Message} Free some space or mend the permissions, then repeat.", failure);
        }
        finally
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }
        }
    }
}
