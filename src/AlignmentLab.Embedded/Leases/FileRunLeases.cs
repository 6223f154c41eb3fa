using AlignmentLab.Engines;
using AlignmentLab.Errors;

namespace AlignmentLab.Embedded;

/// <summary>
/// Leases as locked files, <c>leases/RUN.lock</c>. The operating system drops the lock when its holder ends, however it
/// ends. Every step that opens or removes a lock file goes through one gate file, so that nobody takes a lock on a file
/// that is just being removed, and a question about a lease is never mistaken for a holder.
/// </summary>
/// <remarks>The files need a local disk: locks do not reach across machines everywhere.</remarks>
public sealed class FileRunLeases : IRunLeases
{
    /// <summary>EROFS.</summary>
    private const int ReadOnlyFileSystem = 30;

    private static readonly TimeSpan GateTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan GateRetry = TimeSpan.FromMilliseconds(2);
    private readonly string _directory;

    /// <param name="directory">Holds the lock files; created with the first of them.</param>
    public FileRunLeases(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        _directory = Path.GetFullPath(directory);
    }

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The run's name has characters other than letters, digits, <c>. _ -</c>.</exception>
    /// <exception cref="EnvironmentFailureException">The directory cannot be written.</exception>
    public async ValueTask<IAsyncDisposable?> TryAcquireAsync(string run, CancellationToken cancellationToken = default)
    {
        var path = PathOf(run);
        CreateDirectory();
        using var gate = await EnterAsync(cancellationToken);
        return TryLock(path, FileMode.OpenOrCreate) is { } file ? new Lease(this, path, file) : null;
    }

    /// <inheritdoc />
    public async ValueTask<bool> IsHeldAsync(string run, CancellationToken cancellationToken = default)
    {
        var path = PathOf(run);
        if (!File.Exists(path))
        {
            return false;
        }

        using var gate = await EnterToAskAsync(cancellationToken);
        if (!File.Exists(path))
        {
            return false;
        }

        using var file = TryLock(path, FileMode.Open, gate is null ? FileAccess.Read : FileAccess.ReadWrite);
        return file is null;
    }

    private async ValueTask ReleaseAsync(string path, FileStream file)
    {
        using var gate = await EnterAsync(CancellationToken.None);
        File.Delete(path);
        await file.DisposeAsync();
    }

    private static FileStream? TryLock(string path, FileMode mode, FileAccess access = FileAccess.ReadWrite)
    {
        try
        {
            return new FileStream(path, mode, access, FileShare.None, bufferSize: 0);
        }
        catch (IOException held) when (IsSharingViolation(held))
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentFailureException($"The lab cannot be written, which working on a run needs: its lock file {path} does not open ({failure.Message.Split(" : ")[0].TrimEnd('.')}). Check the disk, and that this user may write there.", failure);
        }
    }

    /// <summary>Whether the failure means that somebody else has the file locked (EWOULDBLOCK; ERROR_SHARING_VIOLATION on Windows).</summary>
    private static bool IsSharingViolation(IOException failure) =>
        failure.GetType() == typeof(IOException) && (OperatingSystem.IsWindows() ? (failure.HResult & 0xFFFF) == 32 : failure.HResult is 11 or 35);

    /// <summary>The gate, or null where it cannot be written: a lab on a read-only disk, or of another user, can be asked all the same.</summary>
    private async ValueTask<FileStream?> EnterToAskAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await EnterAsync(cancellationToken);
        }
        catch (EnvironmentFailureException refused) when (refused.InnerException is UnauthorizedAccessException or IOException { HResult: ReadOnlyFileSystem })
        {
            return null;
        }
    }

    /// <summary>Waits for the gate, which everybody holds for a moment only.</summary>
    private async ValueTask<FileStream> EnterAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(_directory, ".gate");
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (TryLock(path, FileMode.OpenOrCreate) is { } gate)
            {
                return gate;
            }

            if (TimeProvider.System.GetElapsedTime(started) > GateTimeout)
            {
                throw new EnvironmentFailureException($"{path} has been locked for {GateTimeout.TotalSeconds:0} s by a process that does not go on. Find and end it, then repeat.");
            }

            await Task.Delay(GateRetry, cancellationToken);
        }
    }

    private void CreateDirectory()
    {
        try
        {
            Directory.CreateDirectory(_directory);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentFailureException($"Directory {_directory} could not be created: {failure.Message} Check that this user may write the lab.", failure);
        }
    }

    private string PathOf(string run)
    {
        ArgumentException.ThrowIfNullOrEmpty(run);
        return run.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')
            ? Path.Combine(_directory, run + ".lock")
            : throw new ArgumentException($"'{run}' is no name of a run: use letters, digits, '.', '_' and '-'.", nameof(run));
    }

    private sealed class Lease(FileRunLeases owner, string path, FileStream file) : IAsyncDisposable
    {
        private int _released;

        public ValueTask DisposeAsync() =>
            Interlocked.Exchange(ref _released, 1) == 0 ? owner.ReleaseAsync(path, file) : ValueTask.CompletedTask;
    }
}
