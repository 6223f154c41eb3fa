using AlignmentLab.Core.Team;
using AlignmentLab.Core.Team.Tokens;

namespace AlignmentLab.Host.Serving;

/// <summary>The hashes of passwords and tokens, beside the lab's keys: <c>passwords.json</c> and <c>tokens.json</c>.</summary>
/// <param name="directory">Need not exist.</param>
internal sealed class FileCredentials(string directory) : ICredentials, ITokenHashes, IDisposable
{
    private readonly HashFile _passwords = new(Path.Combine(directory, "passwords.json"), "passwords");
    private readonly HashFile _tokens = new(Path.Combine(directory, "tokens.json"), "tokens");

    public async ValueTask<string?> HashAsync(string name, CancellationToken cancellationToken = default) =>
        (await _passwords.ReadAsync(cancellationToken)).GetValueOrDefault(name);

    public ValueTask SetAsync(string name, string hash, CancellationToken cancellationToken = default) =>
        _passwords.ChangeAsync(hashes => hashes[name] = hash, cancellationToken);

    async ValueTask<string?> ITokenHashes.HashAsync(string id, CancellationToken cancellationToken) =>
        (await _tokens.ReadAsync(cancellationToken)).GetValueOrDefault(id);

    ValueTask ITokenHashes.SetAsync(string id, string hash, CancellationToken cancellationToken) =>
        _tokens.ChangeAsync(hashes => hashes[id] = hash, cancellationToken);

    ValueTask ITokenHashes.RemoveAsync(string id, CancellationToken cancellationToken) =>
        _tokens.ChangeAsync(hashes => hashes.Remove(id), cancellationToken);

    public void Dispose()
    {
        _passwords.Dispose();
        _tokens.Dispose();
    }
}
