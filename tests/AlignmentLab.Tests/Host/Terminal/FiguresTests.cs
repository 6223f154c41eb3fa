using AlignmentLab.Host.Terminal;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Host.Terminal;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0.2, "1 s")]
    [InlineData(59, "59 s")]
    [InlineData(187, "3:07")]
    [InlineData(7387, "2:03:07")]
    public void Duration_Seconds_ReadsAsAClock(double seconds, string expected) => Figures.Duration(TimeSpan.FromSeconds(seconds)).ShouldBe(expected);

    [Theory]
    [InlineData("plain-1.yaml", "plain-1.yaml")]
    [InlineData("with space", "'with space'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("", "''")]
    public void Quoted_Argument_IsOneShellWord(string argument, string expected) => ShellText.Quoted(argument).ShouldBe(expected);

    [Theory]
    [InlineData(-3.4028234663852886E+38, "-inf")]
    [InlineData(double.PositiveInfinity, "inf")]
    [InlineData(0.41887902047863906, "0.4189")]
    [InlineData(-1, "-1")]
    public void Bound_HasFourDigitsOrNone(double value, string expected) => Figures.Bound(value).ShouldBe(expected);

    [Fact]
    public void Options_InsideOptions_StandUnderTheirPaths() =>
        Figures.Options(System.Text.Json.Nodes.JsonNode.Parse("""{"a":1,"b":{"c":{"d":"x"},"e":null},"f":[1,2]}""")!.AsObject())
            .ShouldBe("a=1, b.c.d=x, b.e=none, f=[1,2]");
}
