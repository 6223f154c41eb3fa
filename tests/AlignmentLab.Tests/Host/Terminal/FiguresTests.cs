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
}
