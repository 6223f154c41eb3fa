using System.Text.Json;
using AlignmentLab.Errors;

namespace AlignmentLab.Host.Serving;

/// <summary>Hashes by name, in one JSON file that its owner alone may read.</summary>
/// <param name="path">The file; it need not exist, nor its directory.</param>
/// <param name="what">What it holds, for messages.</param>
internal sealed class HashFile(string path, string what) : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <exception cref="EnvironmentFailureException">The file is there and does not read.</exception>
    public async Task<Dictionary<string, string>> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return File.Exists(path)
                ? JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllBytesAsync(path, cancellationToken)) ?? []
                : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new EnvironmentFailureException($"{path} cannot be read as the lab's {what}: {error.Message} Restore it from a copy.", error);
        }
    }

    /// <summary>Changes the hashes durably.</summary>
    /// <exception cref="EnvironmentFailureException">The file cannot be read or written.</exception>
    public async ValueTask ChangeAsync(Action<Dictionary<string, string>> change, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var hashes = await ReadAsync(cancellationToken);
            change(hashes);
            Write(JsonSerializer.SerializeToUtf8Bytes(hashes));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentFailureException($"{path} could not be written: {error.Message} Free some space or mend the permissions, then repeat.", error);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    // Beside it first, then in its place: a crash leaves the old file or the new one.
    private void Write(ReadOnlySpan<byte> content)
    {
        var directory = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var beside = Path.Combine(directory.FullName, Path.GetRandomFileName());
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Private;
        }

        using (var file = new FileStream(beside, options))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }
}
