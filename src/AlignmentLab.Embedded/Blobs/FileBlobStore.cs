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
    private readonly string _root;

    /// <param name="directory">Holds the blobs; created with the first of them.</param>
    public FileBlobStore(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        _root = Path.GetFullPath(directory);
    }

    /// <inheritdoc />
    /// <exception cref="EnvironmentFailureException">The directory cannot be written, or the disk is full.</exception>
    public ValueTask<Sha256> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var hash = Sha256.Of(content.Span);
        var path = PathOf(hash);

        // A file of another length is what a failing disk left: it is replaced by the whole one.
        if (new FileInfo(path) is { Exists: true } existing && existing.Length == content.Length)
        {
            return new(hash);
        }

        // Concurrent puts of one content do not meet until the rename, which replaces equal bytes by equal bytes.
        AtomicFile.Replace(path, content.Span);
        return new(hash);
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

    private string PathOf(Sha256 hash)
    {
        var name = hash.ToString();
        return Path.Combine(_root, name[..2], name);
    }
}
