using System.Text;
using SQLitePCL;

namespace AlignmentLab.Embedded.Sqlite;

/// <summary>A prepared statement. Parameters and columns are numbered as in SQLite: parameters from 1, columns from 0.</summary>
internal sealed unsafe class Statement(Connection connection, sqlite3_stmt owner) : IDisposable
{
    // The statement lives as long as its owner, which only Dispose ends.
    private readonly nint _handle = owner.DangerousGetHandle();

    public Statement Bind(int parameter, long value)
    {
        connection.Check(Native.BindInt64(_handle, parameter, value));
        return this;
    }

    /// <summary>Binds a copy of the bytes.</summary>
    public Statement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        fixed (byte* bytes = value)
        {
            byte none;
            connection.Check(Native.BindBlob(_handle, parameter, bytes is null ? &none : bytes, value.Length, Native.Transient));
        }

        return this;
    }

    public Statement Bind(int parameter, string value)
    {
        fixed (byte* bytes = Encoding.UTF8.GetBytes(value))
        {
            byte none;
            connection.Check(Native.BindText(_handle, parameter, bytes is null ? &none : bytes, Encoding.UTF8.GetByteCount(value), Native.Transient));
        }

        return this;
    }

    public Statement BindNull(int parameter)
    {
        connection.Check(Native.BindNull(_handle, parameter));
        return this;
    }

    /// <summary>
    /// Binds bytes that stay where they are: every run takes what they hold at that moment. The memory must be pinned
    /// and outlive the statement's last run.
    /// </summary>
    public Statement BindInPlace(int parameter, byte* bytes, int length)
    {
        connection.Check(Native.BindBlob(_handle, parameter, bytes, length, Native.Static));
        return this;
    }

    /// <summary>As <see cref="BindInPlace"/>, for UTF-8 text.</summary>
    public Statement BindTextInPlace(int parameter, byte* utf8, int length)
    {
        connection.Check(Native.BindText(_handle, parameter, utf8, length, Native.Static));
        return this;
    }

    /// <summary>Runs the statement to its end, for one that gives no rows, and makes it ready for the next use.</summary>
    public void Execute()
    {
        var code = Native.Step(_handle);
        var reset = Native.Reset(_handle);
        connection.Check(code == raw.SQLITE_DONE ? reset : code);
    }

    /// <summary>Its rows. Disposing of them ends the read, so that no read transaction outlives its use.</summary>
    public Rows Rows() => new(connection, _handle);

    public void Dispose() => owner.Dispose();
}

/// <summary>The rows of a running statement. Spans live until the next row.</summary>
internal readonly unsafe ref struct Rows(Connection connection, nint handle)
{
    public bool Next()
    {
        var code = Native.Step(handle);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        connection.Check(code);
        return false;
    }

    public long Int64(int column) => Native.ColumnInt64(handle, column);

    public bool IsNull(int column) => Native.ColumnType(handle, column) == raw.SQLITE_NULL;

    public ReadOnlySpan<byte> Bytes(int column) => new(Native.ColumnBlob(handle, column), Native.ColumnBytes(handle, column));

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    /// <summary>Ends the read. The code of the step that failed, if one did, was reported by <see cref="Next"/>.</summary>
    public void Dispose() => _ = Native.Reset(handle);
}
