namespace AlignmentLab.Core.Team;

/// <summary>Keeps the hashes of passwords, outside the log.</summary>
public interface ICredentials
{
    /// <summary>The hash that an account's password has, or null.</summary>
    ValueTask<string?> HashAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Keeps a hash durably, in place of the one before.</summary>
    ValueTask SetAsync(string name, string hash, CancellationToken cancellationToken = default);
}
