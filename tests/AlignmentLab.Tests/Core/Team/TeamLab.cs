using System.Collections.Concurrent;
using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Team;
using AlignmentLab.Core.Team.Tokens;
using AlignmentLab.Engines;
using AlignmentLab.Events;

namespace AlignmentLab.Tests.Core.Team;

/// <summary>The accounts of a lab in memory.</summary>
internal sealed class TeamLab : IDisposable
{
    public const string Password = "correct horse battery";

    public TeamLab()
    {
        Accounts = new Accounts(Store, Time);
        AccessTokens = new AccessTokens(Store, TokenHashes, Time);
        Team = new TeamHandlers(Accounts, AccessTokens, Credentials);
        Tokens = new TokenHandlers(Accounts, AccessTokens, TokenHashes, Time);
    }

    public ManualTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));

    public InMemoryEventStore Store { get; } = new(TimeProvider.System);

    public MemoryCredentials Credentials { get; } = new();

    public MemoryTokenHashes TokenHashes { get; } = new();

    public Accounts Accounts { get; }

    public AccessTokens AccessTokens { get; }

    public TokenHandlers Tokens { get; }

    public TeamHandlers Team { get; }

    public Task<Account> SetUpAsync(string name = "mira") => Team.Handle(new SetUpTeam(name, Password), default);

    public Task<Account> CreateAsync(string name, Role role) => Team.Handle(new CreateAccount(name, Password, role, "mira"), default);

    public async Task<List<RecordedEvent>> EventsAsync(StreamId? stream = null)
    {
        var events = new List<RecordedEvent>();
        await foreach (var e in Store.ReadStreamAsync(stream ?? Accounts.Stream, ReadDirection.Forwards, 0))
        {
            events.Add(e);
        }

        return events;
    }

    public void Dispose()
    {
        Accounts.Dispose();
        AccessTokens.Dispose();
    }

    internal sealed class MemoryTokenHashes : ITokenHashes
    {
        public ConcurrentDictionary<string, string> Kept { get; } = new(StringComparer.Ordinal);

        public ValueTask<string?> HashAsync(string id, CancellationToken cancellationToken = default) => ValueTask.FromResult(Kept.GetValueOrDefault(id));

        public ValueTask SetAsync(string id, string hash, CancellationToken cancellationToken = default)
        {
            Kept[id] = hash;
            return ValueTask.CompletedTask;
        }

        public ValueTask RemoveAsync(string id, CancellationToken cancellationToken = default)
        {
            Kept.TryRemove(id, out _);
            return ValueTask.CompletedTask;
        }
    }

    internal sealed class MemoryCredentials : ICredentials
    {
        private readonly ConcurrentDictionary<string, string> _hashes = new(StringComparer.Ordinal);

        public ValueTask<string?> HashAsync(string name, CancellationToken cancellationToken = default) => ValueTask.FromResult(_hashes.GetValueOrDefault(name));

        public ValueTask SetAsync(string name, string hash, CancellationToken cancellationToken = default)
        {
            _hashes[name] = hash;
            return ValueTask.CompletedTask;
        }
    }
}
