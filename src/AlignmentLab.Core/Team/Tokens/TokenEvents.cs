using AlignmentLab.Events;

namespace AlignmentLab.Core.Team.Tokens;

/// <summary>On the tokens' stream: somebody made a token for their own account. Neither its secret nor a hash is on the log.</summary>
[StoredEvent("token-created.v1")]
public sealed record TokenCreated(string Token, string Account, string Name, TokenScope Scope, DateTimeOffset ExpiresAt);

/// <summary>On the tokens' stream: a token is refused from now on.</summary>
[StoredEvent("token-revoked.v1")]
public sealed record TokenRevoked(string Token, string Account);

/// <summary>On the tokens' stream: a token was used on a day, UTC. There is one a day at most.</summary>
[StoredEvent("token-used.v1")]
public sealed record TokenUsed(string Token, DateOnly Day);
