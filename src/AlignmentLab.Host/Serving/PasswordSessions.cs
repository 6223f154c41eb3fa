using System.Security.Claims;
using AlignmentLab.Core.Team;
using AlignmentLab.Dashboard.Sessions;

namespace AlignmentLab.Host.Serving;

/// <summary>Sessions that began with a password: each stands as long as that password does.</summary>
internal sealed class PasswordSessions(ICredentials credentials) : ISessions
{
    private const string Stamp = "stamp";

    /// <summary>What the cookie of a new session holds.</summary>
    public async Task<ClaimsPrincipal> BeginAsync(Account account, CancellationToken cancellationToken)
    {
        var hash = await credentials.HashAsync(account.Name, cancellationToken) ?? throw new InvalidOperationException($"'{account.Name}' has no password.");
        return new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, account.Name), new Claim(Stamp, SessionStamp.Of(hash))], "password"));
    }

    public async ValueTask<bool> StandsAsync(ClaimsPrincipal user, CancellationToken cancellationToken = default) =>
        user.Identity?.Name is { } name && SessionStamp.Holds(user.FindFirst(Stamp)?.Value, await credentials.HashAsync(name, cancellationToken));
}

/// <summary>Where nobody signs in, nothing ends.</summary>
internal sealed class LocalSessions : ISessions
{
    public ValueTask<bool> StandsAsync(ClaimsPrincipal user, CancellationToken cancellationToken = default) => ValueTask.FromResult(true);
}
