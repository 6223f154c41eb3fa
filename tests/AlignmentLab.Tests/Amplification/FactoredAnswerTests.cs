using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Amplification;
using AlignmentLab.Core.Runs;
using AlignmentLab.Serialization;
using AlignmentLab.Tests.Core;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Amplification;

public sealed class FactoredAnswerTests
{
    // Every question splits into two of the same text, as long as it may.
    private const string Endless = """
        name: endless
        algorithm: factored-answer
        environment: none
        detectors: []
        options:
          question: Again?
          depth: 10
          mostQueries: 9
          answerer: { name: answer-table, options: { entries: [{ question: "Again?", subquestions: ["Again?", "Again?"] }, { question: "Again?", subquestions: ["Again?"], text: "Again." }] } }
        """;

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(2, 1, 0)]
    [InlineData(3, 3, 1)]
    [InlineData(4, 4, 1)]
    [InlineData(9, 9, 2)]
    [InlineData(30, 22, 3)]
    public async Task Run_ThatCouldSplitForEver_StaysWithinItsQueries(int most, int asked, int depth)
    {
        await using var lab = TestLab.Fresh(new AmplificationModule());

        var result = await lab.RunAsync(Endless, $"options.mostQueries={most}");

        result.Status.ShouldBe(RunStatus.Completed);
        var requests = (await lab.EventsAsync(result.Run)).Count(e => e.Type == "answer-requested.v1");
        requests.ShouldBeLessThanOrEqualTo(most);
        requests.ShouldBe(asked);
        result.Metrics["queries"].ShouldBe(requests);
        result.Metrics["depth"].ShouldBe(depth);
    }

    [Fact]
    public async Task Run_WithoutAncestors_AsksSubquestionsAlone()
    {
        await using var lab = TestLab.Fresh(new AmplificationModule());

        var run = (await lab.RunAsync(Endless, "options.showAncestors=false")).Run;

        (await lab.EventsAsync(run)).Where(e => e.Type == "answer-requested.v1").Select(e => EventJson.Deserialize<AskRequest>(e.Data.Span).Question.Ancestors).ShouldAllBe(a => a == null);
    }

    [Fact]
    public async Task Run_DeepSubquestion_LiesInABranchOfItsParentAndNamesAllAboveIt()
    {
        await using var lab = TestLab.Fresh(new AmplificationModule());

        var run = (await lab.RunAsync(Endless)).Run;

        var deep = (await lab.EventsAsync(run)).First(e => e.Call?.Value == "q1/q1/1/ask");
        EventJson.Deserialize<AskRequest>(deep.Data.Span).Question.Ancestors.ShouldBe(["Again?", "Again?"]);
    }

    [Fact]
    public async Task Run_WhoseTableLacksAQuestion_FailsWithTheQuestion()
    {
        await using var lab = TestLab.Fresh(new AmplificationModule());

        var result = await lab.RunAsync(Endless, "options.question=Never?");

        result.Status.ShouldBe(RunStatus.Failed);
        result.Reason!.ShouldContain("has no answer to 'Never?'");
    }
}
