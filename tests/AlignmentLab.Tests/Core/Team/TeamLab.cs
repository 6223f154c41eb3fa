using System.Collections.Concurrent;
using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Team;
using AlignmentLab.Engines;
using AlignmentLab.Events;

namespace AlignmentLab.Tests.Core.Team;

/// <summary>The accounts of a lab in memory.</summary>
internal sealed class TeamLab : IDisposable
{
    public const string Password = "correct horse battery";

    public TeamLab()
    {
        Accounts = new Accounts(Store, TimeProvider.System);
        Team = new TeamHandlers(Accounts, Credentials);
    }

    public InMemoryEventStore Store { get; } = new(TimeProvider.System);

    public MemoryCredentials Credentials { get; } = new();

    public Accounts Accounts { get; }

    public TeamHandlers Team { get; }

    public Task<Account> SetUpAsync(string name = "mira") => Team.Handle(new SetUpTeam(name, Password), default);

    public Task<Account> CreateAsync(string name, Role role) => Team.Handle(new CreateAccount(name, Password, role, "mira"), default);

    public async Task<List<RecordedEvent>> EventsAsync()
    {
        var events = new List<RecordedEvent>();
        await foreach (var e in Store.ReadStreamAsync(Accounts.Stream, ReadDirection.Forwards, 0))
        {
            events.Add(e);
        }

        return events;
    }

    public void Dispose() => Accounts.Dispose();

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
