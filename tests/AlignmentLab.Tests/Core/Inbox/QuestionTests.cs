using System.Text.Json;
using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Core.Runs;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Questions;
using AlignmentLab.Serialization;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Inbox;

/// <summary>Questions that people answer, split up or decide.</summary>
public sealed class QuestionTests
{
    private readonly People _people = new(WaitingSpecs.Plugins);

    [Fact]
    public async Task Answer_SplitUp_AsksEachPartInABranchAndPutsTheAnswersBesideTheQuestion()
    {
        var (run, query) = await _people.WaitingAsync(WaitingSpecs.Decomposition, 1);
        await _people.Lab.Mediator.Send(new AnswerQuestion(run, query, new Subquestions(["Which half?", "Which other half?"]), "ana"));
        var running = _people.Lab.ExecuteAsync(run);
        await AskedAsync(run, "q2/1/ask");
        var below = await _people.Lab.Mediator.Send(new ShowQuestion(run, new CallId("q1/1/ask"), "ben"));

        below.Question.Ancestors.ShouldBe(["What is the whole?"]);
        below.Question.Form.ShouldBe(new TextForm(), "nothing may lie deeper");
        below.Question.Passages.ShouldBeEmpty();
        await People.AnswerAllAsync(_people.Lab, run, "ben");
        await AskedAsync(run, "2/ask");
        var together = await _people.Lab.Mediator.Send(new ShowQuestion(run, new CallId("2/ask"), "ana"));

        together.Question.Text.ShouldBe("What is the whole?");
        together.Question.Passages.Select(p => p.Heading).ShouldBe([null, "Which half?", "Which other half?"]);
        together.Question.Passages[1].Text.ShouldBe("an answer to 'Which half?'");
        await _people.Lab.Mediator.Send(new AnswerQuestion(run, new CallId("2/ask"), new WrittenText("Both halves."), "ana"));
        (await running).Status.ShouldBe(RunStatus.Completed);
    }

    [Fact]
    public async Task Answer_NotOfTheFormAskedFor_IsRefusedWithWhatIs()
    {
        var (run, query) = await _people.WaitingAsync(WaitingSpecs.Decomposition, 1, "options.mostSubquestions=2");

        foreach (var answer in (Answer[])[new WrittenText(" "), new ChosenOption(0), new Subquestions([]), new Subquestions(["a", "b", "c"]), new Subquestions(["a", ""]), new WrittenText(new string('x', 20_001))])
        {
            (await Should.ThrowAsync<InvalidInputException>(() => _people.Lab.Mediator.Send(new AnswerQuestion(run, query, answer, "ana")))).Message.ShouldStartWith($"That is no answer to {query}");
        }

        (await _people.Lab.Mediator.Send(new ShowQuestion(run, query, "ana"))).Standing.ShouldBe(ItemStanding.Open);
    }

    [Fact]
    public async Task ShowQuestion_OfADebate_HasNoTraceOfWhatIsCorrectOrWhatOthersSaid()
    {
        var (run, query) = await _people.WaitingAsync(WaitingSpecs.Debate, 1, "options.judge={name: human, options: {answersPerQuery: 2}}");
        await _people.Lab.Mediator.Send(new AnswerQuestion(run, query, new ChosenOption(0), "ben"));

        var shown = await _people.Lab.Mediator.Send(new ShowQuestion(run, query, "ana"));

        var text = JsonSerializer.Serialize(shown, EventJson.Options);
        text.ShouldNotContain("correct");
        text.ShouldNotContain("ben");
        shown.Own.ShouldBeNull();
        shown.Missing.ShouldBe(1);
    }

    [Fact]
    public async Task Answer_ByJudgesWithOtherOrders_IsRecordedInTheQuestionsOwn()
    {
        string[] names = ["ana", "ben", "eva", "joe", "kim", "lou", "max"];
        var (run, query) = await _people.WaitingAsync(WaitingSpecs.Debate, 1, "options.judge={name: human, options: {answersPerQuery: 7}}");
        foreach (var name in names)
        {
            var shown = (await _people.Lab.Mediator.Send(new ShowQuestion(run, query, name))).Question;
            var options = ((ChoiceForm)shown.Form).Options;
            shown.Passages.Select(p => options[p.ArguesFor!.Value].Contains("odd", StringComparison.Ordinal)).ShouldBe(shown.Passages.Select(p => p.Text.Contains("times 10", StringComparison.Ordinal)));
            await _people.Lab.Mediator.Send(new AnswerQuestion(run, query, new ChosenOption(options.ToList().IndexOf("It is odd.")), name, 5));
        }

        var result = EventJson.Deserialize<EffectOutcome<Answered>>((await _people.Lab.EventsAsync(run)).Single(e => e.Type == "answer-recorded.v1").Data.Span).Result;
        result.Answer.ShouldBe(new ChosenOption(0));
        result.Votes.ShouldAllBe(v => v.Answer == new ChosenOption(0));
        result.Votes.Select(v => v.ShownAt()!.Value).Distinct().Count().ShouldBe(2, "both orders come up among seven judges");
    }

    [Fact]
    public async Task ShowQuestion_AfterOnesAnswer_ShowsWhatOthersChoseInTheOrderShown()
    {
        var (run, query) = await _people.WaitingAsync(WaitingSpecs.Debate, 1, "options.judge={name: human, options: {answersPerQuery: 3}}");
        foreach (var name in (string[])["ana", "ben"])
        {
            var options = ((ChoiceForm)(await _people.Lab.Mediator.Send(new ShowQuestion(run, query, name))).Question.Form).Options;
            await _people.Lab.Mediator.Send(new AnswerQuestion(run, query, new ChosenOption(options.ToList().IndexOf("It is odd.")), name));
        }

        var shown = await _people.Lab.Mediator.Send(new ShowQuestion(run, query, "ana"));

        var place = ((ChoiceForm)shown.Question.Form).Options.ToList().IndexOf("It is odd.");
        shown.Own.ShouldBe(new ChosenOption(place));
        shown.Others.ShouldBe([new GivenText("ben", new ChosenOption(place))]);
        (await Should.ThrowAsync<InvalidInputException>(() => _people.Lab.Mediator.Send(new AnswerQuestion(run, query, new ChosenOption(0), "ana")))).Message.ShouldContain("already");
    }

    [Fact]
    public async Task ListQueries_ForAnAnnotator_TellsKindQuestionAndWhatIsTheirs()
    {
        var (run, query) = await _people.WaitingAsync(WaitingSpecs.Decomposition, 1);
        await _people.Lab.Mediator.Send(new SkipState(run, query, 0, "not my field", "ana"));

        var open = (await _people.Lab.Mediator.Send(new ListQueries(null, "ana"))).ShouldHaveSingleItem();

        (open.Kind, open.Question, open.States, open.Yours).ShouldBe((QueryKind.Question, "What is the whole?", 1, 0));
        (await _people.Lab.Mediator.Send(new ListQueries(run, "ben")))[0].Yours.ShouldBe(1);
    }

    private async Task AskedAsync(RunId run, string call)
    {
        using var hung = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await foreach (var e in _people.Store.SubscribeStreamAsync(run.Stream, -1, hung.Token))
        {
            if (e.Call?.Value == call)
            {
                return;
            }
        }
    }
}
