using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Verify;
using AlignmentLab.Detectors;
using AlignmentLab.Embedded;
using AlignmentLab.Environments;
using AlignmentLab.Events;
using AlignmentLab.Imitation;
using AlignmentLab.Tests.Embedded;
using Autofac;
using SQLitePCL;
using Xunit;

namespace AlignmentLab.Tests.Core.Verify;

/// <summary>A real lab on disk with two runs, recorded once; each test works on a copy and tampers with its files.</summary>
public sealed class RecordedLab : IAsyncLifetime
{
    private const string Spec = """
        name: tampered
        algorithm: dagger
        environment: Pendulum-v1
        options: { rounds: 2, episodesPerRound: 1, stepsPerRound: 60, validationEpisodes: 1, evaluationEpisodes: 1, learner: { epochs: 1, model: { hidden: [4] } } }
        """;

    private readonly TemporaryDirectory _original = new();

    public static Module[] Plugins => [new EnvironmentsModule(), new ImitationModule(), new DetectorsModule()];

    public async ValueTask InitializeAsync()
    {
        using var lab = new LabFiles(_original.Path);
        for (var seed = 1; seed <= 2; seed++)
        {
            await lab.WithAsync(l => l.RunAsync(Spec, $"seeds=[{seed}]"));
        }
    }

    public ValueTask DisposeAsync()
    {
        _original.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A copy to tamper with.</summary>
    public LabFiles Copy()
    {
        var copy = new TemporaryDirectory();
        foreach (var file in Directory.EnumerateFiles(_original.Path, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy.Path, Path.GetRelativePath(_original.Path, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return new LabFiles(copy.Path, copy);
    }
}

/// <summary>A lab's directory, with what an attacker needs: SQL on its log and its files.</summary>
public sealed class LabFiles(string path, IDisposable? owner = null) : IDisposable
{
    public string Path => path;

    public string Log => System.IO.Path.Combine(path, "events.db");

    public string Keys => System.IO.Path.Combine(path, "keys");

    public string Checkpoint => System.IO.Path.Combine(Keys, "checkpoint");

    public void Dispose() => owner?.Dispose();

    /// <summary>Works with the lab as a process of its own would.</summary>
    public async Task<T> WithAsync<T>(Func<TestLab, Task<T>> work)
    {
        using var store = SqliteEventStore.Open(Log, new SqliteEventStoreOptions(), TimeProvider.System);
        using var blobs = new FileBlobStore(System.IO.Path.Combine(path, "blobs"), System.IO.Path.Combine(Keys, "blobs.db"));
        await using var lab = new TestLab(
            store, blobs, new InMemoryRunLeases(), new FileLogAuthority(Keys), RecordedLab.Plugins);
        return await work(lab);
    }

    public Task<VerifyReport> VerifyAsync(string? checkpoint = null) => WithAsync(lab => lab.Mediator.Send(new VerifyLab(Checkpoint: checkpoint), TestContext.Current.CancellationToken));

    public void Sql(string sql)
    {
        Batteries_V2.Init();
        raw.sqlite3_open(Log, out var db);
        using (db)
        {
            var code = raw.sqlite3_exec(db, sql, null, null, out var message);
            if (code != raw.SQLITE_OK)
            {
                throw new InvalidOperationException($"{sql}: {message}");
            }
        }
    }

    public string? Scalar(string sql) => Query(sql, 1).FirstOrDefault()?[0];

    public List<string?[]> Query(string sql, int columns)
    {
        Batteries_V2.Init();
        raw.sqlite3_open(Log, out var db);
        using (db)
        {
            raw.sqlite3_prepare_v2(db, sql, out var statement);
            using (statement)
            {
                var rows = new List<string?[]>();
                while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
                {
                    rows.Add([.. Enumerable.Range(0, columns).Select(i => raw.sqlite3_column_type(statement, i) == raw.SQLITE_NULL ? null : raw.sqlite3_column_text(statement, i).utf8_to_string())]);
                }

                return rows;
            }
        }
    }

    /// <summary>What an attacker does who knows the hash chain: changes one event's data and computes all hashes after it anew.</summary>
    public async Task RewriteAsync(StreamId stream, long version, Func<string, string> edit)
    {
        var events = await EventsAsync(stream);
        var previous = EventChain.Genesis;
        var id = Scalar($"SELECT id FROM streams WHERE name = '{stream}'");
        foreach (var original in events)
        {
            var data = System.Text.Encoding.UTF8.GetString(original.Data.Span);
            var e = original.Version == version ? original with { Data = System.Text.Encoding.UTF8.GetBytes(edit(data)) } : original;
            var (content, chain) = EventChain.Recompute(e, previous);
            Sql($"UPDATE events SET data = CAST(x'{Convert.ToHexString(e.Data.Span)}' AS TEXT), content_hash = x'{content}', chain_hash = x'{chain}' WHERE stream = {id} AND version = {e.Version}");
            previous = chain;
        }

        Sql($"UPDATE streams SET root = x'{previous}' WHERE id = {id}");
    }

    public async Task<List<RecordedEvent>> EventsAsync(StreamId stream)
    {
        using var store = SqliteEventStore.Open(Log, new SqliteEventStoreOptions { ReadOnly = true }, TimeProvider.System);
        return await store.ReadStreamAsync(stream, Engines.ReadDirection.Forwards, 0).ToListAsync();
    }
}
