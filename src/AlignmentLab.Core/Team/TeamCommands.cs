using MediatR;

namespace AlignmentLab.Core.Team;

/// <summary>A command whose event names its author. The team's mediator lets nobody write in another's name.</summary>
public interface IAuthored
{
    string Author { get; }
}

/// <summary>A query whose answer depends on who asks. The team's mediator lets nobody ask in another's name.</summary>
public interface IAsked
{
    string Asker { get; }
}

/// <summary>The accounts, by name.</summary>
public sealed record ListAccounts : IRequest<IReadOnlyList<Account>>;

/// <summary>Makes the first account, an admin's. It is refused once there is any account.</summary>
public sealed record SetUpTeam(string Name, string Password) : IRequest<Account>;

/// <summary>The account that a name and a password belong to, or null.</summary>
public sealed record SignIn(string Name, string Password) : IRequest<Account?>;

/// <summary>Makes an account.</summary>
public sealed record CreateAccount(string Name, string Password, Role Role, string Author) : IRequest<Account>, IAuthored;

/// <summary>Gives an account another role. The last admin stays one.</summary>
public sealed record ChangeRole(string Name, Role Role, string Author) : IRequest<Account>, IAuthored;

/// <summary>Closes an account for good. The last admin's cannot be closed.</summary>
public sealed record CloseAccount(string Name, string Author) : IRequest<Account>, IAuthored;

/// <summary>Gives the author's own account another password. Every session that began with the old one ends.</summary>
/// <exception cref="WrongPasswordException">The old password is another one; nothing was changed.</exception>
public sealed record ChangePassword(string OldPassword, string NewPassword, string Author) : IRequest<Account>, IAuthored;

/// <summary>
/// Gives an account a password that its owner no longer knows, or that somebody else knows too. Its sessions end, and its
/// tokens are revoked.
/// </summary>
public sealed record ResetPassword(string Name, string Password, string Author) : IRequest<Account>, IAuthored;
