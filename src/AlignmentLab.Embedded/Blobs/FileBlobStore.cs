using AlignmentLab.Embedded.Files;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;

namespace AlignmentLab.Embedded;

/// <summary>
/// Blobs as files named by their SHA-256, spread over 256 directories by its first two digits: <c>blobs/ab/abcdef...</c>.
/// A blob is written to a temporary file beside its place, flushed, then renamed, so that a file of that name is whole.
/// </summary>
public sealed class FileBlobStore : IBlobStore
{
    private const string TemporarySuffix = ".part";
    private readonly string _root;

    /// <param name="directory">Holds the blobs; created with the first of them.</param>
    public FileBlobStore(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        _root = Path.GetFullPath(directory);
    }

    /// <inheritdoc />
    /// <exception cref="EnvironmentFailureException">The directory cannot be written, or the disk is full.</exception>
    public async ValueTask<Sha256> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var hash = Sha256.Of(content.Span);
        var path = PathOf(hash);

        // A file of another length is what a failing disk left: it is replaced by the whole one.
        if (new FileInfo(path) is { Exists: true } existing && existing.Length == content.Length)
        {
            return hash;
        }

        try
        {
            await WriteAsync(path, content, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentFailureException($"Blob {path} could not be written: {failure.Message} Free some space or mend the permissions, then repeat.", failure);
        }

        return hash;
    }

    /// <inheritdoc />
    public async ValueTask<ReadOnlyMemory<byte>?> GetAsync(Sha256 hash, CancellationToken cancellationToken = default)
    {
        var path = PathOf(hash);
        byte[] content;
        try
        {
            content = await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentFailureException($"Blob {path} could not be read: {failure.Message}", failure);
        }

        return Sha256.Of(content) == hash
            ? content
            : throw new EnvironmentFailureException($"Blob {path} is damaged: its bytes no longer hash to its name. Restore this file from a copy of the lab.");
    }

    /// <inheritdoc />
    public ValueTask<bool> ContainsAsync(Sha256 hash, CancellationToken cancellationToken = default) => new(File.Exists(PathOf(hash)));

    private async ValueTask WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var directory = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(directory))
        {
            Directory.CreateDirectory(directory);
            DurableDirectory.Flush(_root);
        }

        // A name of its own for each writer: concurrent puts of one content do not meet until the rename, which replaces
        // equal bytes by equal bytes.
        var temporary = Path.Combine(directory, Path.GetRandomFileName() + TemporarySuffix);
        try
        {
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true))
            {
                await file.WriteAsync(content, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
            DurableDirectory.Flush(directory);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private string PathOf(Sha256 hash)
    {
        var name = hash.ToString();
        return Path.Combine(_root, name[..2], name);
    }
}
