using AlignmentLab.Events;
using SQLitePCL;

namespace AlignmentLab.Host.Bench;

/// <summary>
/// The baseline: a bare table with the same rows, in the same journal mode. The hashes stand in the rows as ready bytes: none
/// is computed, and there is no secondary index and no version check. What an append costs beyond this is the price of the
/// event store.
/// </summary>
internal sealed class RawSqliteLog : IDisposable
{
    private readonly sqlite3 _db;
    private readonly sqlite3_stmt _begin;
    private readonly sqlite3_stmt _insert;
    private readonly sqlite3_stmt _commit;
    private long _position;

    public RawSqliteLog(string path)
    {
        Batteries_V2.Init();
        Check(raw.sqlite3_open_v2(path, out _db, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX, null));
        Check(raw.sqlite3_exec(_db, "PRAGMA journal_mode = WAL"));
        Check(raw.sqlite3_exec(_db, "PRAGMA synchronous = FULL"));
        Check(raw.sqlite3_exec(_db, """
            CREATE TABLE IF NOT EXISTS events (
                position INTEGER PRIMARY KEY, stream INTEGER, version INTEGER, category INTEGER, type INTEGER, author INTEGER,
                recorded_at INTEGER, id BLOB, id_group INTEGER, causation BLOB, content_hash BLOB, chain_hash BLOB, call TEXT, data TEXT)
            """));
        _begin = Prepare("BEGIN IMMEDIATE");
        _insert = Prepare("INSERT INTO events VALUES (?1, 1, ?2, 1, 1, 1, ?3, ?4, 0, NULL, ?7, ?7, ?5, ?6)");
        _commit = Prepare("COMMIT");
    }

    public void Append(ReadOnlySpan<NewEvent> batch, long recordedAt)
    {
        Span<byte> id = stackalloc byte[16];
        Step(_begin);
        foreach (var e in batch)
        {
            e.Id.Value.TryWriteBytes(id, bigEndian: true, out _);
            _position++;
            Check(raw.sqlite3_bind_int64(_insert, 1, _position));
            Check(raw.sqlite3_bind_int64(_insert, 2, _position - 1));
            Check(raw.sqlite3_bind_int64(_insert, 3, recordedAt));
            Check(raw.sqlite3_bind_blob(_insert, 4, id));
            Check(raw.sqlite3_bind_text(_insert, 5, e.Call?.Value));
            Check(raw.sqlite3_bind_text(_insert, 6, e.Data.Span));
            Check(raw.sqlite3_bind_blob(_insert, 7, e.Data.Span[..Sha256.Size]));
            Step(_insert);
        }

        Step(_commit);
    }

    public void Dispose()
    {
        _begin.Dispose();
        _insert.Dispose();
        _commit.Dispose();
        _db.Dispose();
    }

    private sqlite3_stmt Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_db, sql, out var statement));
        return statement;
    }

    private void Step(sqlite3_stmt statement)
    {
        Check(raw.sqlite3_step(statement));
        Check(raw.sqlite3_reset(statement));
    }

    private void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE))
        {
            throw new Errors.EnvironmentFailureException($"The baseline's database failed: {raw.sqlite3_errmsg(_db).utf8_to_string()}");
        }
    }
}
