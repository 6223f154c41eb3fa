using MediatR;

namespace AlignmentLab.Core.Team.Tokens;

/// <summary>The asker's tokens that can be used, the newest first.</summary>
public sealed record ListTokens(string Asker) : IRequest<IReadOnlyList<AccessToken>>, IAsked;

/// <summary>Makes a token for the author's own account.</summary>
/// <param name="Name">What to call it, 1 to 60 characters.</param>
/// <param name="Days">For how long it holds, 1 to <see cref="AccessTokens.MostDays"/>.</param>
public sealed record CreateToken(string Name, int Days, TokenScope Scope, string Author) : IRequest<CreatedToken>, IAuthored;

/// <param name="Text">What its owner has to keep: the lab cannot show it again.</param>
public sealed record CreatedToken(AccessToken Token, string Text);

/// <summary>Gives a token up: the author's own.</summary>
public sealed record RevokeToken(string Id, string Author) : IRequest<AccessToken>, IAuthored;

/// <summary>The token that a text is, where it can be used now and its account too; else null. Notes the day.</summary>
public sealed record UseToken(string Text) : IRequest<AccessToken?>;
