using System.Collections.Immutable;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Team.Tokens;

/// <summary>The lab's tokens, folded from their stream as far as it has grown whenever they are asked for.</summary>
public sealed class AccessTokens(IEventStore store, ITokenHashes hashes, TimeProvider time) : IDisposable
{
    /// <summary>The longest that a token may hold.</summary>
    public const int MostDays = 365;

    /// <summary>The stream that holds every token.</summary>
    public static StreamId Stream { get; } = new("team-tokens");

    private readonly StreamState<ImmutableDictionary<string, AccessToken>> _tokens =
        new(store, Stream, ImmutableDictionary.Create<string, AccessToken>(StringComparer.Ordinal), Fold);

    /// <summary>Every token there ever was, by id.</summary>
    public async ValueTask<ImmutableDictionary<string, AccessToken>> AllAsync(CancellationToken cancellationToken = default) =>
        (await _tokens.NowAsync(cancellationToken)).State;

    /// <summary>Revokes every token of an account that can still be used.</summary>
    public async Task RevokeAllAsync(string account, string author, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var token in (await AllAsync(cancellationToken)).Values.Where(t => t.Account == account && t.IsUsableAt(now)))
        {
            await RevokeAsync(token, author, cancellationToken);
        }
    }

    /// <summary>Revokes one; a second time changes nothing.</summary>
    internal async Task RevokeAsync(AccessToken token, string author, CancellationToken cancellationToken)
    {
        await AppendAsync(EventId.Deterministic("alignmentlab.token-revoked", token.Id), new TokenRevoked(token.Id, token.Account), author, cancellationToken);
        await hashes.RemoveAsync(token.Id, cancellationToken);
    }

    internal Task CreateAsync(TokenCreated created, CancellationToken cancellationToken) =>
        AppendAsync(EventId.Deterministic("alignmentlab.token-created", created.Token), created, created.Account, cancellationToken);

    // However many requests and servers use it on a day, the day is noted once.
    internal Task UsedAsync(AccessToken token, DateOnly day, CancellationToken cancellationToken) => AppendAsync(
        EventId.Deterministic("alignmentlab.token-used", token.Id, day.ToString("O", System.Globalization.CultureInfo.InvariantCulture)),
        new TokenUsed(token.Id, day), token.Account, cancellationToken);

    public void Dispose() => _tokens.Dispose();

    // Nothing that is done to one token depends on another, so that any number may be changed at once.
    private async Task AppendAsync(EventId id, object payload, string author, CancellationToken cancellationToken) => await store.AppendAsync(
        Stream,
        ExpectedVersion.Any,
        [new NewEvent(id, StoredEventAttribute.NameOf(payload.GetType()), EventJson.Serialize(payload)) { Author = author }],
        cancellationToken);

    private static ImmutableDictionary<string, AccessToken> Fold(ImmutableDictionary<string, AccessToken> tokens, RecordedEvent e) => e.Type switch
    {
        "token-created.v1" when EventJson.Deserialize<TokenCreated>(e.Data.Span) is var created =>
            tokens.SetItem(created.Token, new AccessToken(created.Token, created.Account, created.Name, created.Scope, e.RecordedAt, created.ExpiresAt)),
        "token-revoked.v1" when EventJson.Deserialize<TokenRevoked>(e.Data.Span) is var revoked && tokens.TryGetValue(revoked.Token, out var token) =>
            tokens.SetItem(token.Id, token with { Revoked = true }),
        "token-used.v1" when EventJson.Deserialize<TokenUsed>(e.Data.Span) is var used && tokens.TryGetValue(used.Token, out var token) =>
            tokens.SetItem(token.Id, token with { LastUsed = used.Day }),
        _ => tokens,
    };
}
