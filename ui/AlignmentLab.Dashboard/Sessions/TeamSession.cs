using AlignmentLab.Core.Team;
using MediatR;
using Microsoft.AspNetCore.Components.Authorization;

namespace AlignmentLab.Dashboard.Sessions;

/// <summary>Who looks at a page, and the door through which they send commands and queries.</summary>
public sealed class TeamSession(AuthenticationStateProvider authentication, TeamMediator mediator, IRoles roles, ISessions sessions)
{
    /// <summary>The name that stands in events.</summary>
    public async Task<string> NameAsync() => (await authentication.GetAuthenticationStateAsync()).User.Identity?.Name ?? "";

    /// <summary>The role at this moment; null: the account can no longer be used, or the session has ended.</summary>
    public async Task<Role?> RoleAsync() => await StandsAsync() ? await roles.RoleOfAsync(await NameAsync()) : null;

    /// <summary>Whether a button that sends such a request is worth showing. The door asks again.</summary>
    public Task<bool> MayAsync<TRequest>() => MayAsync(typeof(TRequest));

    /// <inheritdoc cref="MayAsync{TRequest}"/>
    public async Task<bool> MayAsync(Type request) => await RoleAsync() is { } role && Permissions.Allows(role, request);

    /// <exception cref="RefusedException">The role does not allow it, or the session has ended.</exception>
    public async Task<TResult> SendAsync<TResult>(IRequest<TResult> request, CancellationToken cancellationToken = default) => await StandsAsync()
        ? await mediator.SendAsync(await NameAsync(), request, cancellationToken)
        : throw new RefusedException("The password of this account was changed. Sign in again.");

    private async Task<bool> StandsAsync() => await sessions.StandsAsync((await authentication.GetAuthenticationStateAsync()).User);
}
