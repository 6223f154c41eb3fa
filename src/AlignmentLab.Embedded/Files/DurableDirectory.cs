using System.Runtime.InteropServices;
using AlignmentLab.Errors;

namespace AlignmentLab.Embedded.Files;

/// <summary>Makes a directory's entries durable: after a rename, the name itself must reach the disk as well.</summary>
internal static partial class DurableDirectory
{
    private const int ReadOnlyDirectory = 0;

    /// <exception cref="EnvironmentFailureException">The disk refused.</exception>
    public static void Flush(string directory)
    {
        // Windows journals a rename on its own and offers no such call.
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(directory, ReadOnlyDirectory);
        if (descriptor < 0)
        {
            throw Failure(directory);
        }

        try
        {
            if (Sync(descriptor) != 0)
            {
                throw Failure(directory);
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static EnvironmentFailureException Failure(string directory) =>
        new($"Directory {directory} could not be flushed to disk: {Marshal.GetLastPInvokeErrorMessage()}. Check the disk, then repeat.");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
