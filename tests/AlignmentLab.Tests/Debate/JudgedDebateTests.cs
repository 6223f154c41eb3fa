using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Amplification;
using AlignmentLab.Core.Runs;
using AlignmentLab.Debate;
using AlignmentLab.Errors;
using AlignmentLab.Questions;
using AlignmentLab.Serialization;
using AlignmentLab.Tests.Core;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Debate;

public sealed class JudgedDebateTests
{
    // The correct position is argued for at greater length in three of four questions.
    private const string Spec = """
        name: debated
        algorithm: judged-debate
        environment: none
        detectors: []
        options:
          design: crossed
          judge: longest-argument
          questions:
            - { question: q1, positions: [a, b], correct: 1, arguments: [{ for: 1, text: long enough }, { for: 2, text: short }] }
            - { question: q2, positions: [a, b], correct: 2, arguments: [{ for: 1, text: short }, { for: 2, text: long enough }] }
            - { question: q3, positions: [a, b], correct: 2, arguments: [{ for: 1, text: short }, { for: 2, text: long enough }] }
            - { question: q4, positions: [a, b], correct: 1, arguments: [{ for: 1, text: short }, { for: 2, text: long enough }] }
        """;

    [Fact]
    public async Task Run_JudgeWhoCountsCharacters_IsAsAccurateAsTheLongerArgumentIsCorrect()
    {
        var metrics = (await Lab().RunAsync(Spec)).Metrics;

        metrics["accuracy-debate"].ShouldBe(0.75);
        metrics["accuracy-debate-low"].ShouldBeInRange(0.2, 0.5);
        metrics["judgements"].ShouldBe(12);
    }

    [Fact]
    public async Task Run_JudgeWhoSeesNoArguments_ChoosesWhatIsShownFirst()
    {
        var metrics = (await Lab().RunAsync(Spec, "options.conditions=[no-arguments]")).Metrics;

        metrics["chosen-when-first"].ShouldBe(1, "of positions for which nothing was said it takes the first shown");
        metrics["chosen-when-first-low"].ShouldBeGreaterThan(0.5);
    }

    [Fact]
    public async Task Run_JudgeWhoKnows_IsRightWhateverTheOrder()
    {
        var metrics = (await Lab().RunAsync(
            Spec, "options.judge={name: answer-table, options: {entries: [{question: q1, text: a}, {question: q2, text: b}, {question: q3, text: b}, {question: q4, text: a}]}}")).Metrics;

        metrics["accuracy-debate"].ShouldBe(1);
        metrics["accuracy-consultancy"].ShouldBe(1);
        metrics["accuracy-no-arguments"].ShouldBe(1);
        metrics["chosen-when-first"].ShouldBeInRange(0.1, 0.9);
    }

    [Fact]
    public async Task Run_OneConditionEach_PutsEachQuestionOnceAndAllConditionsEquallyOften()
    {
        await using var lab = Lab();

        var run = (await lab.RunAsync(Spec, "options.design=one-each", "options.conditions=[no-arguments, debate]")).Run;

        var asked = await AskedAsync(lab, run);
        asked.Select(q => q.Text).ShouldBe(["q1", "q2", "q3", "q4"]);
        asked.Count(q => q.Passages.Count == 0).ShouldBe(2);
    }

    [Fact]
    public async Task Run_Consultancy_ArguesForOnePositionAlone()
    {
        await using var lab = Lab();

        var run = (await lab.RunAsync(Spec, "options.conditions=[consultancy]")).Run;

        (await AskedAsync(lab, run)).ShouldAllBe(q => q.Passages.Count == 1);
    }

    [Fact]
    public async Task Request_ToJudge_DoesNotSayWhatIsCorrect()
    {
        await using var lab = Lab();

        var run = (await lab.RunAsync(Spec)).Run;

        var texts = (await lab.EventsAsync(run)).Where(e => e.Type == "answer-requested.v1").Select(e => System.Text.Encoding.UTF8.GetString(e.Data.Span)).ToList();
        texts.ShouldAllBe(t => !t.Contains("correct", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("options.questions=[]", "give one question")]
    [InlineData("options.questions=[{question: q, positions: [a], correct: 1}]", "two different positions")]
    [InlineData("options.questions=[{question: q, positions: [a, b], correct: 3}]", "1 or 2")]
    [InlineData("options.questions=[{question: q, positions: [a, b], correct: 1}]", "arguments for both")]
    [InlineData("options.conditions=[debate, debate]", "none twice")]
    public async Task Submit_WhatCannotBeJudged_SaysWhy(string setting, string message) =>
        (await Should.ThrowAsync<InvalidInputException>(() => Lab().SubmitAsync(Spec, setting))).Message.ShouldContain(message);

    [Fact]
    public async Task Run_WithAJudgeThatCompares_FailsWithWhatToDo() =>
        (await TestLab.Fresh(new DebateModule(), new AlignmentLab.RewardModeling.RewardModelingModule()).RunAsync(Spec, "options.judge=boltzmann")).ShouldSatisfyAllConditions(
            r => r.Status.ShouldBe(RunStatus.Failed), r => r.Reason!.ShouldContain("answers no questions"));

    private static TestLab Lab() => TestLab.Fresh(new DebateModule(), new AmplificationModule());

    private static async Task<List<Question>> AskedAsync(TestLab lab, Algorithms.RunId run) =>
        [.. (await lab.EventsAsync(run)).Where(e => e.Type == "answer-requested.v1").Select(e => EventJson.Deserialize<AskRequest>(e.Data.Span).Question)];
}
