using AlignmentLab.Core.Team;
using MediatR;
using Microsoft.AspNetCore.Components.Authorization;

namespace AlignmentLab.Dashboard.Sessions;

/// <summary>Who looks at a page, and the door through which they send commands and queries.</summary>
public sealed class TeamSession(AuthenticationStateProvider authentication, TeamMediator mediator, IRoles roles)
{
    /// <summary>The name that stands in events.</summary>
    public async Task<string> NameAsync() => (await authentication.GetAuthenticationStateAsync()).User.Identity?.Name ?? "";

    /// <summary>The role at this moment; null: the account can no longer be used.</summary>
    public async Task<Role?> RoleAsync() => await roles.RoleOfAsync(await NameAsync());

    /// <summary>Whether a button that sends such a request is worth showing. The door asks again.</summary>
    public async Task<bool> MayAsync<TRequest>() => await RoleAsync() is { } role && Permissions.Allows(role, typeof(TRequest));

    /// <exception cref="RefusedException">The role does not allow it.</exception>
    public async Task<TResult> SendAsync<TResult>(IRequest<TResult> request, CancellationToken cancellationToken = default) =>
        await mediator.SendAsync(await NameAsync(), request, cancellationToken);
}
