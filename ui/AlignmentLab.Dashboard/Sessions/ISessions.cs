using System.Security.Claims;

namespace AlignmentLab.Dashboard.Sessions;

/// <summary>Tells whether the session of somebody who has signed in still stands.</summary>
public interface ISessions
{
    /// <summary>False: the password that it began with is no longer the account's.</summary>
    ValueTask<bool> StandsAsync(ClaimsPrincipal user, CancellationToken cancellationToken = default);
}
