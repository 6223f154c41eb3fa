using System.Collections.Immutable;
using AlignmentLab.Core.Audit;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Team;

/// <summary>The accounts of the lab, folded from the team's stream as far as it has grown whenever they are asked for.</summary>
public sealed class Accounts(IEventStore store, TimeProvider time) : IDisposable
{
    /// <summary>The stream that holds every account.</summary>
    public static StreamId Stream { get; } = new("team-accounts");

    private readonly StreamState<ImmutableSortedDictionary<string, Account>> _accounts =
        new(store, Stream, ImmutableSortedDictionary.Create<string, Account>(StringComparer.Ordinal), Fold);

    /// <summary>Every account by name, and the version of the stream that they were folded from (-1: there is none).</summary>
    public async ValueTask<(ImmutableSortedDictionary<string, Account> Accounts, long Version)> AllAsync(CancellationToken cancellationToken = default) =>
        await _accounts.NowAsync(cancellationToken);

    /// <summary>The account of a name that can be used, or null.</summary>
    public async ValueTask<Account?> FindAsync(string name, CancellationToken cancellationToken = default) =>
        (await AllAsync(cancellationToken)).Accounts.GetValueOrDefault(name) is { Closed: false } account ? account : null;

    /// <summary>Appends after the version that a decision was made on.</summary>
    /// <exception cref="WrongExpectedVersionException">Another change came first.</exception>
    internal async Task AppendAsync(object payload, string author, long version, CancellationToken cancellationToken) => await store.AppendAsync(
        Stream,
        ExpectedVersion.Exactly(version),
        [ActLog.Act(payload, author, time)],
        cancellationToken);

    private static ImmutableSortedDictionary<string, Account> Fold(ImmutableSortedDictionary<string, Account> accounts, RecordedEvent e) => e.Type switch
    {
        "account-created.v1" when EventJson.Deserialize<AccountCreated>(e.Data.Span) is var created =>
            accounts.SetItem(created.Name, new Account(created.Name, created.Role, e.RecordedAt, Closed: false)),
        "role-changed.v1" when EventJson.Deserialize<RoleChanged>(e.Data.Span) is var changed && accounts.TryGetValue(changed.Name, out var account) =>
            accounts.SetItem(changed.Name, account with { Role = changed.Role }),
        "account-closed.v1" when EventJson.Deserialize<AccountClosed>(e.Data.Span) is var closed && accounts.TryGetValue(closed.Name, out var account) =>
            accounts.SetItem(closed.Name, account with { Closed = true }),
        _ => accounts,
    };

    public void Dispose() => _accounts.Dispose();
}
