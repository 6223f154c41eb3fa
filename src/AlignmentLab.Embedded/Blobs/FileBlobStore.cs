using AlignmentLab.Embedded.Blobs;
using AlignmentLab.Embedded.Files;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;

namespace AlignmentLab.Embedded;

/// <summary>
/// Blobs as files named by the SHA-256 of their content, spread over 256 directories by its first two digits:
/// <c>blobs/ab/abcdef...</c>. Each is encrypted under a key of its own, so that destroying the key removes the blob for good.
/// A blob is written to a temporary file beside its place, flushed, then renamed, so that a file of that name is whole.
/// </summary>
public sealed class FileBlobStore : IBlobStore, IDisposable
{
    private readonly string _root;
    private readonly BlobKeys _keys;

    /// <param name="directory">Holds the blobs; created with the first of them.</param>
    /// <param name="keyFile">Holds their keys; created with the first of them.</param>
    public FileBlobStore(string directory, string keyFile)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        ArgumentException.ThrowIfNullOrEmpty(keyFile);
        _root = Path.GetFullPath(directory);
        _keys = new BlobKeys(Path.GetFullPath(keyFile));
    }

    /// <inheritdoc />
    /// <exception cref="EnvironmentFailureException">The directory cannot be written, or the disk is full.</exception>
    public ValueTask<Sha256> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var hash = Sha256.Of(content.Span);
        var path = PathOf(hash);

        // A file of another length is what a failing disk left: it is replaced by the whole one.
        if (new FileInfo(path) is { Exists: true } existing && existing.Length == content.Length + SealedBlob.Overhead && KeyOf(path) is not null)
        {
            return new(hash);
        }

        // Concurrent puts of one content do not meet until the rename, which replaces one sealing of it by another.
        AtomicFile.Replace(path, SealedBlob.Seal(content.Span, _keys.Next()));
        return new(hash);
    }

    /// <inheritdoc />
    public async ValueTask<ReadOnlyMemory<byte>?> GetAsync(Sha256 hash, CancellationToken cancellationToken = default)
    {
        var path = PathOf(hash);
        byte[] file;
        try
        {
            file = await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentFailureException($"Blob {path} could not be read: {failure.Message}", failure);
        }

        // A lab of an earlier version holds plain files.
        var content = file;
        if (SealedBlob.KeyOf(file) is { } number)
        {
            if (_keys.Find(number) is not { } key)
            {
                return null;
            }

            content = SealedBlob.Open(file, key);
        }

        return content is not null && Sha256.Of(content) == hash
            ? content
            : throw new EnvironmentFailureException($"Blob {path} is damaged: it does not hold the bytes of its name. Restore this file from a copy of the lab.");
    }

    /// <inheritdoc />
    public async ValueTask<bool> ContainsAsync(Sha256 hash, CancellationToken cancellationToken = default) => await GetAsync(hash, cancellationToken) is not null;

    /// <inheritdoc />
    public ValueTask<bool> DestroyAsync(Sha256 hash, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var path = PathOf(hash);
        if (!File.Exists(path))
        {
            return new(false);
        }

        if (KeyOf(path) is { } key)
        {
            _keys.Destroy(key);
        }

        try
        {
            File.Delete(path);
            return new(true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentFailureException($"Blob {path} could not be deleted: {failure.Message} Its key is destroyed all the same.", failure);
        }

    }

    /// <summary>Closes the file of keys.</summary>
    public void Dispose() => _keys.Dispose();

    // The number of the key that seals a file; null where it is plain, or the key is gone.
    private long? KeyOf(string path)
    {
        Span<byte> start = stackalloc byte[SealedBlob.Overhead];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return SealedBlob.KeyOf(start[..read]) is { } number && _keys.Find(number) is not null ? number : null;
    }

    private string PathOf(Sha256 hash)
    {
        var name = hash.ToString();
        return Path.Combine(_root, name[..2], name);
    }
}
