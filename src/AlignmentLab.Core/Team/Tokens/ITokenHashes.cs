namespace AlignmentLab.Core.Team.Tokens;

/// <summary>
/// Keeps the hashes of tokens, outside the log: a copy of the log then neither lets anybody in who can write to it, nor tells
/// whether a text found somewhere is a token of this lab.
/// </summary>
public interface ITokenHashes
{
    /// <summary>The hash of a token, or null.</summary>
    ValueTask<string?> HashAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Keeps a hash durably.</summary>
    ValueTask SetAsync(string id, string hash, CancellationToken cancellationToken = default);

    /// <summary>Forgets a hash; nothing happens where there is none.</summary>
    ValueTask RemoveAsync(string id, CancellationToken cancellationToken = default);
}
