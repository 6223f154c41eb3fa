using AlignmentLab.Errors;
using MediatR;

namespace AlignmentLab.Core.Team.Tokens;

internal sealed class TokenHandlers(Accounts accounts, AccessTokens tokens, ITokenHashes hashes, TimeProvider time) :
    IRequestHandler<ListTokens, IReadOnlyList<AccessToken>>,
    IRequestHandler<CreateToken, CreatedToken>,
    IRequestHandler<RevokeToken, AccessToken>,
    IRequestHandler<UseToken, AccessToken?>
{
    private const int LongestName = 60;

    /// <summary>Of one account at a time: nobody tells more of them apart.</summary>
    private const int MostTokens = 50;

    public async Task<IReadOnlyList<AccessToken>> Handle(ListTokens request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return [.. (await tokens.AllAsync(cancellationToken)).Values.Where(t => t.Account == request.Asker && t.IsUsableAt(now)).OrderByDescending(t => t.CreatedAt).ThenBy(t => t.Id, StringComparer.Ordinal)];
    }

    public async Task<CreatedToken> Handle(CreateToken request, CancellationToken cancellationToken)
    {
        var name = request.Name.Trim() is { Length: > 0 and <= LongestName } trimmed ? trimmed
            : throw new InvalidInputException($"A token's name has 1 to {LongestName} characters; it tells you later what the token is for.");
        if (request.Days is < 1 or > AccessTokens.MostDays)
        {
            throw new InvalidInputException($"A token holds for 1 to {AccessTokens.MostDays} days.");
        }

        var account = await accounts.FindAsync(request.Author, cancellationToken)
            ?? throw new InvalidInputException($"'{request.Author}' is no account of this lab, and a token is an account's.");
        if ((await Handle(new ListTokens(account.Name), cancellationToken)).Count >= MostTokens)
        {
            throw new InvalidInputException($"You have {MostTokens} tokens; revoke those that you no longer use.");
        }

        // The hash comes first, as with accounts: a token without one could never be used.
        var text = TokenText.Draw();
        await hashes.SetAsync(text.Id, text.Hash, cancellationToken);
        await tokens.CreateAsync(new TokenCreated(text.Id, account.Name, name, request.Scope, time.GetUtcNow().AddDays(request.Days)), cancellationToken);
        return new CreatedToken((await tokens.AllAsync(cancellationToken))[text.Id], text.Reveal());
    }

    public async Task<AccessToken> Handle(RevokeToken request, CancellationToken cancellationToken)
    {
        if ((await tokens.AllAsync(cancellationToken)).GetValueOrDefault(request.Id) is not { } token || token.Account != request.Author)
        {
            throw new InvalidInputException($"You have no token '{request.Id}'.");
        }

        await tokens.RevokeAsync(token, request.Author, cancellationToken);
        return (await tokens.AllAsync(cancellationToken))[request.Id];
    }

    public async Task<AccessToken?> Handle(UseToken request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (TokenText.Parse(request.Text) is not { } text
            || (await tokens.AllAsync(cancellationToken)).GetValueOrDefault(text.Id) is not { } token
            || !token.IsUsableAt(now)
            || !text.Matches(await hashes.HashAsync(text.Id, cancellationToken))
            || await accounts.FindAsync(token.Account, cancellationToken) is null)
        {
            return null;
        }

        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (token.LastUsed != today)
        {
            await tokens.UsedAsync(token, today, cancellationToken);
        }

        return token;
    }
}
