using AlignmentLab.Host.Terminal;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Host.Terminal;

public sealed class ResultTableTests
{
    [Fact]
    public void WriteTo_NoTerminal_AlignsColumnsWithoutTrailingBlanks() => Written(new ResultTable("name", ">value").Row("long name", "1").Row("x", "234"))
        .ShouldBe("""
            name       value
            long name      1
            x            234

            """);

    [Fact]
    public void WriteTo_NoTerminal_NeverWrapsARow() =>
        Written(new ResultTable("a", "b").Row(new string('x', 500), "end")).Split('\n')[1].ShouldBe(new string('x', 500) + "  end");

    [Fact]
    public void WriteTo_MarkupAndEscapes_AreText()
    {
        var written = Written(new ResultTable("a").Row("[red]not red[/]").Row("\u001b[31mnor this"));

        written.ShouldContain("[red]not red[/]");
        written.ShouldContain("\\u001b[31mnor this");
        written.ShouldNotContain('\u001b');
    }

    private static string Written(ResultTable table)
    {
        using var writer = new StringWriter();
        table.WriteTo(writer, shown: false);
        return writer.ToString();
    }
}
