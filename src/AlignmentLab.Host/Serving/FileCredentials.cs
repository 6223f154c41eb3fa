using System.Text.Json;
using AlignmentLab.Core.Team;
using AlignmentLab.Errors;

namespace AlignmentLab.Host.Serving;

/// <summary>The hashes of passwords in one JSON file that its owner alone may read: <c>keys/passwords.json</c>.</summary>
internal sealed class FileCredentials(string path) : ICredentials, IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly SemaphoreSlim _gate = new(1, 1);

    public async ValueTask<string?> HashAsync(string name, CancellationToken cancellationToken = default) =>
        (await ReadAsync(cancellationToken)).GetValueOrDefault(name);

    public async ValueTask SetAsync(string name, string hash, CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var hashes = await ReadAsync(cancellationToken);
            hashes[name] = hash;
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

    private async Task<Dictionary<string, string>> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return File.Exists(path)
                ? JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllBytesAsync(path, cancellationToken)) ?? []
                : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new EnvironmentFailureException($"{path} cannot be read as the lab's passwords: {error.Message} Restore it from a copy.", error);
        }
    }

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
