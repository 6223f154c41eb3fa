using System.Text;
using SQLitePCL;

namespace AlignmentLab.Embedded.Sqlite;

/// <summary>A prepared statement. Parameters and columns are numbered as in SQLite: parameters from 1, columns from 0.</summary>
internal sealed class Statement(Connection connection, sqlite3_stmt handle) : IDisposable
{
    public Statement Bind(int parameter, long value)
    {
        connection.Check(raw.sqlite3_bind_int64(handle, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        connection.Check(raw.sqlite3_bind_blob(handle, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, string? value)
    {
        connection.Check(value is null ? raw.sqlite3_bind_null(handle, parameter) : raw.sqlite3_bind_text(handle, parameter, value));
        return this;
    }

    public Statement BindNull(int parameter)
    {
        connection.Check(raw.sqlite3_bind_null(handle, parameter));
        return this;
    }

    /// <summary>Binds UTF-8 bytes as text.</summary>
    public Statement BindText(int parameter, ReadOnlySpan<byte> utf8)
    {
        connection.Check(raw.sqlite3_bind_text(handle, parameter, utf8));
        return this;
    }

    /// <summary>Runs the statement to its end, for one that gives no rows, and makes it ready for the next use.</summary>
    public void Execute()
    {
        var code = raw.sqlite3_step(handle);
        var reset = raw.sqlite3_reset(handle);
        connection.Check(code == raw.SQLITE_DONE ? reset : code);
    }

    /// <summary>Its rows. Disposing of them ends the read, so that no read transaction outlives its use.</summary>
    public Rows Rows() => new(connection, handle);

    public void Dispose() => handle.Dispose();
}

/// <summary>The rows of a running statement. Spans live until the next row.</summary>
internal readonly ref struct Rows(Connection connection, sqlite3_stmt handle)
{
    public bool Next()
    {
        var code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        connection.Check(code);
        return false;
    }

    public long Int64(int column) => raw.sqlite3_column_int64(handle, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(handle, column);

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    /// <summary>Ends the read. The code of the step that failed, if one did, was reported by <see cref="Next"/>.</summary>
    public void Dispose() => _ = raw.sqlite3_reset(handle);
}
