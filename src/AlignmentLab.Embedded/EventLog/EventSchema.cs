using AlignmentLab.Embedded.Sqlite;
using AlignmentLab.Errors;
using AlignmentLab.Events;

namespace AlignmentLab.Embedded.EventLog;

/// <summary>
/// The tables of an event log. <c>events</c> is keyed by position, so that a read of the whole log is one sequential scan.
/// Where a stream's events lie is kept as <see cref="StreamSpan"/>s: the latest packed in its row of <c>streams</c>, which
/// every append rewrites anyway, the earlier ones in rows of <c>spans</c>, many to a row. An index with a row an event would
/// touch a page of its own for each of many streams written in turn. <c>event_ids</c> keeps time-ordered ids together, where each new one
/// goes to the end of the index, and other ids by stream, where they at least stay close: <see cref="IdGroup"/>. Type
/// names, authors and categories are numbered in <c>names</c>.
/// </summary>
internal static class EventSchema
{
    /// <summary>"ALab" in the database header: tells a lab's log from other SQLite files.</summary>
    public const long ApplicationId = 0x414C6162;

    /// <summary>The format that this version writes, kept in <c>user_version</c>.</summary>
    public const long Format = 1;

    private const string Tables = """
        CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE names (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE streams (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            category INTEGER NOT NULL,
            version INTEGER NOT NULL,
            root BLOB NOT NULL,
            tail_version INTEGER NOT NULL,
            tail BLOB NOT NULL);
        CREATE TABLE events (
            position INTEGER PRIMARY KEY,
            stream INTEGER NOT NULL,
            version INTEGER NOT NULL,
            category INTEGER NOT NULL,
            type INTEGER NOT NULL,
            author INTEGER NOT NULL,
            recorded_at INTEGER NOT NULL,
            id BLOB NOT NULL,
            id_group INTEGER NOT NULL,
            causation BLOB,
            content_hash BLOB NOT NULL,
            chain_hash BLOB NOT NULL,
            call TEXT,
            data TEXT NOT NULL);
        CREATE UNIQUE INDEX event_ids ON events (id_group, id, stream);
        CREATE TABLE spans (
            stream INTEGER NOT NULL,
            version INTEGER NOT NULL,
            packed BLOB NOT NULL,
            PRIMARY KEY (stream, version)) WITHOUT ROWID;
        INSERT INTO meta VALUES ('application', 'AlignmentLab event log');
        """;

    /// <summary>The first column of the index over ids: 0 for a time-ordered id (UUID version 7), else the stream's number.</summary>
    public static long IdGroup(EventId id, long stream) => id.Value.Version == 7 ? 0 : stream;

    /// <summary>Creates the tables in an empty file, in one transaction; a log that is there already stays as it is.</summary>
    public static void CreateIfEmpty(Connection connection)
    {
        if (!IsEmpty(connection))
        {
            return;
        }

        connection.Execute("BEGIN IMMEDIATE");
        try
        {
            if (IsEmpty(connection))
            {
                connection.Execute(Tables);
                connection.Execute($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Format};");
            }

            connection.Execute("COMMIT");
        }
        finally
        {
            connection.RollbackIfOpen();
        }
    }

    /// <exception cref="EnvironmentFailureException">The file is another application's, or of a newer format.</exception>
    public static void Check(Connection connection)
    {
        if (connection.Scalar("PRAGMA application_id") != ApplicationId)
        {
            throw new EnvironmentFailureException(
                $"{connection.File} is a SQLite database of another application, not an event log. Name the lab's own directory, or move the file away.");
        }

        var format = connection.Scalar("PRAGMA user_version");
        if (format > Format)
        {
            throw new EnvironmentFailureException(
                $"{connection.File} was written by a newer version: its format is {format}, this version reads up to {Format}. Upgrade AlignmentLab.");
        }

        if (connection.Scalar("SELECT count(*) FROM sqlite_schema WHERE name IN ('events', 'streams', 'spans', 'names', 'event_ids')") != 5)
        {
            throw new EnvironmentFailureException($"{connection.File} lacks tables of an event log. Restore the lab from a copy.");
        }
    }

    private static bool IsEmpty(Connection connection) =>
        connection.Scalar("PRAGMA application_id") == 0 && connection.Scalar("SELECT count(*) FROM sqlite_schema") == 0;
}
