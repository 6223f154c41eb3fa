using System.Text.Json;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Differences;
using AlignmentLab.Core.Replay;
using AlignmentLab.Core.Runs.Execution;
using AlignmentLab.Events;
using AlignmentLab.Host.Differences;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Host.Differences;

public sealed class DifferenceTextTests
{
    private static readonly RunId Run = new("echo-abc234");

    [Fact]
    public void FieldText_ManyFields_ShowsTwentyAndCountsTheRest() =>
        FieldText.Of([.. Enumerable.Range(0, 25).Select(i => new JsonDifference($"a[{i}]", Json(i), null))], "  ").Split('\n').ShouldSatisfyAllConditions(
            lines => lines.Length.ShouldBe(21), lines => lines[0].ShouldBe("  a[0]: 0 -> (none)"), lines => lines[20].ShouldBe("  and 5 more"));

    [Fact]
    public void FieldText_LongOrHostileValue_IsShortenedAndMadeSafe()
    {
        var text = FieldText.Of([new JsonDifference("a\u001b[2J", Json(new string('x', 500)), Json("\u202e"))], "");

        text.Length.ShouldBeLessThan(200);
        text.ShouldNotContain("\u001b");
        text.ShouldNotContain("\u202e");
    }

    [Fact]
    public void DivergenceText_WithFields_ShowsThemInsteadOfTwoBlobs() =>
        DivergenceText.Of(Run, new ReplayDivergence(4, "left blob", "right blob")
        {
            Call = new CallId("3/echo"),
            Type = "echo-requested.v1",
            Fields = [new JsonDifference("text", Json("hello"), Json("HELLO"))],
        }).ShouldBe(
            """
            Diverged: echo-abc234 at version 4, echo-requested.v1 3/echo.
              recorded -> now
              text: "hello" -> "HELLO"
            """);

    [Fact]
    public void DivergenceText_WithoutFields_ShowsBothSides() =>
        DivergenceText.Of(Run, new ReplayDivergence(9, "nothing more", "one more thing")).ShouldBe(
            """
            Diverged: echo-abc234 at version 9.
              recorded: nothing more
              now:      one more thing
            """);

    [Theory]
    [InlineData(120, 12, "12 of 120 jobs repeated (seed 17): 21.7% or more falsified jobs would have been caught with 95% probability, a single one with 10%, one in ten with 73.5%.")]
    [InlineData(3, 3, "3 of 3 jobs repeated (seed 17): all of them, so any falsified one would have been caught.")]
    [InlineData(0, 0, "0 of 0 jobs repeated (seed 17): there were none to repeat.")]
    public void SampleText_StatesWhatTheSampleProvesAndNoMore(int of, int repeated, string expected) =>
        SampleText.Of(new JobSample(0.1, 17, of, repeated)).ShouldBe(expected);

    private static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value);
}
