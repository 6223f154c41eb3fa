using AlignmentLab.Errors;
using SQLitePCL;

namespace AlignmentLab.Embedded.Sqlite;

/// <summary>Opens database files for reading where nothing can be written, such as on a read-only disk.</summary>
internal static class ReadableFile
{
    /// <summary>What to give SQLite as the file's name so that it can be read.</summary>
    /// <param name="check">Opens a connection on the target, and throws what is wrong with the file.</param>
    /// <exception cref="EnvironmentFailureException">The file cannot be read where it is.</exception>
    public static string Target(string path, Action<string> check)
    {
        try
        {
            check(path);
            return path;
        }
        catch (SqliteFailure failure) when (failure.Code is raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY)
        {
            // A file in write-ahead mode needs its -shm file, which a read-only disk lets nobody create. Without a
            // write-ahead file beside it, the file is complete as it stands, and is read without one.
            if (new FileInfo(path + "-wal") is { Exists: true, Length: > 0 })
            {
                throw new EnvironmentFailureException(
                    $"{path} has a write-ahead file beside it, and its directory is read-only. Copy both to a directory that this user may write, and read it there.", failure);
            }
        }

        var immutable = $"{new Uri(path).AbsoluteUri}?immutable=1";
        check(immutable);
        return immutable;
    }
}
