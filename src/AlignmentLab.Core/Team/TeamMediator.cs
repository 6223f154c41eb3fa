using AlignmentLab.Errors;
using MediatR;

namespace AlignmentLab.Core.Team;

/// <summary>Tells the role that a name has at this moment.</summary>
public interface IRoles
{
    /// <summary>Null: nobody of that name may use the lab.</summary>
    ValueTask<Role?> RoleOfAsync(string name, CancellationToken cancellationToken = default);
}

/// <summary>The roles of the lab's accounts.</summary>
public sealed class AccountRoles(Accounts accounts) : IRoles
{
    public async ValueTask<Role?> RoleOfAsync(string name, CancellationToken cancellationToken = default) =>
        (await accounts.FindAsync(name, cancellationToken))?.Role;
}

/// <summary>The roles where nobody signs in: there is one user, who may do everything.</summary>
public sealed class SoleUser : IRoles
{
    /// <summary>The name that stands in events.</summary>
    public const string Name = "local";

    public ValueTask<Role?> RoleOfAsync(string name, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<Role?>(name == Name ? Role.Admin : null);
}

/// <summary>
/// The one door through which people send commands and queries: it looks the sender's role up at every request, and refuses
/// what <see cref="Permissions"/> does not allow.
/// </summary>
public sealed class TeamMediator(IMediator mediator, IRoles roles)
{
    /// <inheritdoc cref="SendAsync{TResult}(Sender, IRequest{TResult}, CancellationToken)"/>
    /// <param name="name">Who sends it.</param>
    public Task<TResult> SendAsync<TResult>(string name, IRequest<TResult> request, CancellationToken cancellationToken = default) =>
        SendAsync(new Sender(name), request, cancellationToken);

    /// <exception cref="RefusedException">The sender may not; nothing was done.</exception>
    public async Task<TResult> SendAsync<TResult>(Sender sender, IRequest<TResult> request, CancellationToken cancellationToken = default)
    {
        var role = await roles.RoleOfAsync(sender.Name, cancellationToken)
            ?? throw new RefusedException($"'{sender.Name}' has no account in this lab that could be used. Sign in again.");
        if (!Permissions.Allows(role, request.GetType()))
        {
            throw new RefusedException($"The role {role.ToString().ToLowerInvariant()} may not do this. Ask an admin for another role.");
        }

        if (request is IReadsStream { Stream: var stream } && !Permissions.AllowsStream(role, stream))
        {
            throw new RefusedException($"The role {role.ToString().ToLowerInvariant()} may not read {stream}: what others answered must not lead those who answer.");
        }

        if (request is IAuthored authored)
        {
            Check(sender.Name, authored.Author, "write");
            if (sender.ReadsOnly)
            {
                throw new RefusedException("This token only looks. Make one with full access on the page Account.");
            }
        }

        if (request is IAsked asked)
        {
            Check(sender.Name, asked.Asker, "ask");
        }

        return await mediator.Send(request, cancellationToken);
    }

    private static void Check(string name, string given, string what)
    {
        if (given != name)
        {
            throw new RefusedException($"'{name}' cannot {what} in the name of '{given}'.");
        }
    }
}

/// <summary>Who comes through the door.</summary>
/// <param name="ReadsOnly">With a token that only looks.</param>
public sealed record Sender(string Name, bool ReadsOnly = false);

/// <summary>Somebody asked for what their role does not allow.</summary>
public sealed class RefusedException(string message) : InvalidInputException(message);
