using Spectre.Console;

namespace AlignmentLab.Host.Terminal;

/// <summary>Rows under headings. Cells are plain text; they are made safe here and never read as markup.</summary>
/// <param name="headings">One a column; a heading that begins with <c>&gt;</c> aligns its column to the right.</param>
internal sealed class ResultTable(params string[] headings)
{
    private const int Unlimited = 1_000_000;

    private readonly List<string[]> _rows = [];

    public bool IsEmpty => _rows.Count == 0;

    public ResultTable Row(params string[] cells)
    {
        _rows.Add(cells);
        return this;
    }

    /// <param name="shown">The writer is a terminal: the table takes its width and wraps. Otherwise each row is one line.</param>
    /// <param name="indent">Spaces before each line.</param>
    public void WriteTo(TextWriter writer, bool shown, int indent = 0)
    {
        if (shown)
        {
            Consoles.Over(writer, shown).Write(new Padder(Table(TableBorder.Simple), new Padding(indent, 0, 0, 0)));
        }
        else
        {
            using var plain = new StringWriter();
            var console = Consoles.Over(plain, shown);
            console.Profile.Width = Unlimited;
            console.Write(Table(TableBorder.None));
            foreach (var line in plain.ToString().TrimEnd().Split('\n'))
            {
                writer.WriteLine((new string(' ', indent) + line).TrimEnd());
            }
        }

        writer.Flush();
    }

    private Table Table(TableBorder border)
    {
        var table = new Table { Border = border };
        foreach (var heading in headings)
        {
            var right = heading.StartsWith('>');
            var column = new TableColumn(Cell(right ? heading[1..] : heading)) { Alignment = right ? Justify.Right : Justify.Left, NoWrap = right };
            table.AddColumn(border == TableBorder.None ? column.PadLeft(0).PadRight(2) : column);
        }

        foreach (var row in _rows)
        {
            table.AddRow(row.Select(Cell));
        }

        return table;
    }

    private static Text Cell(string text) => new(SafeText.Block(text));
}
