using AlignmentLab.Events;

namespace AlignmentLab.Core.Team;

/// <summary>On the team's stream: an account was made. Its password's hash is no part of the log, which may be exported.</summary>
[StoredEvent("account-created.v1")]
public sealed record AccountCreated(string Name, Role Role);

/// <summary>On the team's stream: an account may do other things from now on.</summary>
[StoredEvent("role-changed.v1")]
public sealed record RoleChanged(string Name, Role Role);

/// <summary>On the team's stream: an account can no longer be used. Its name is never given to another.</summary>
[StoredEvent("account-closed.v1")]
public sealed record AccountClosed(string Name);

/// <summary>On the team's stream: an account has another password. Its author is the owner, or the admin who reset it.</summary>
[StoredEvent("password-changed.v1")]
public sealed record PasswordChanged(string Name);
