namespace AlignmentLab.Core.Team.Tokens;

/// <summary>What a token may be used for.</summary>
public enum TokenScope
{
    /// <summary>Whatever its account's role allows.</summary>
    Full,

    /// <summary>Of that, what only looks.</summary>
    Read,
}

/// <summary>A personal access token, without its secret.</summary>
/// <param name="Id">The part of its text that is no secret: see <see cref="TokenText"/>.</param>
/// <param name="Account">Whose it is, and whose name stands in what it does.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="ExpiresAt">From then on it is refused.</param>
/// <param name="Revoked">It was given up before.</param>
/// <param name="LastUsed">The last day on which it was used, UTC; null: never.</param>
public sealed record AccessToken(
    string Id, string Account, string Name, TokenScope Scope, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, bool Revoked = false, DateOnly? LastUsed = null)
{
    public bool IsUsableAt(DateTimeOffset now) => !Revoked && now < ExpiresAt;
}
