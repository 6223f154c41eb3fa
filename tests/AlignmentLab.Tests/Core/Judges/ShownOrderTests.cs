using AlignmentLab.Core.Judges;
using AlignmentLab.Events;
using AlignmentLab.Questions;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Judges;

public sealed class ShownOrderTests
{
    private static readonly Question Debate = new(
        "Which?", new ChoiceForm(["A", "B"]),
        [new("source"), new("a1", ArguesFor: 0, Turn: 1), new("b1", ArguesFor: 1, Turn: 1), new("a2", ArguesFor: 0, Turn: 2), new("b2", ArguesFor: 1, Turn: 2), new("a3", ArguesFor: 0), new("b3", ArguesFor: 1)]);

    [Fact]
    public void IsSwapped_OverManyPairs_IsEvenAndTheSameAgain()
    {
        var swapped = Enumerable.Range(0, 1000).Select(pair => ShownOrder.IsSwapped(3, new CallId("1/compare"), pair, "ana")).ToList();

        swapped.Count(s => s).ShouldBeInRange(450, 550);
        Enumerable.Range(0, 1000).Select(pair => ShownOrder.IsSwapped(3, new CallId("1/compare"), pair, "ana")).ShouldBe(swapped);
        Enumerable.Range(0, 1000).Count(pair => ShownOrder.IsSwapped(3, new CallId("1/compare"), pair, "ben") == swapped[pair]).ShouldBeInRange(450, 550, "another annotator is shown other sides");
        Enumerable.Range(0, 1000).Count(pair => ShownOrder.IsSwapped(4, new CallId("1/compare"), pair, "ana") == swapped[pair]).ShouldBeInRange(450, 550, "another seed");
    }

    [Fact]
    public void Of_ManyQuestions_IsEvenlySpreadOverTheOrders() =>
        Enumerable.Range(1, 1000).Count(i => ShownOrder.Of(Debate, 3, new CallId($"{i}/ask"), "ana")![0] == 0).ShouldBeInRange(450, 550);

    [Fact]
    public void Shown_OptionsTurned_MovesWhoArguesForThemWithinATurn()
    {
        var shown = ShownOrder.Shown(Debate, [1, 0]);

        ((ChoiceForm)shown.Form).Options.ShouldBe(["B", "A"]);
        shown.Passages.Select(p => (p.Text, p.ArguesFor)).ShouldBe(
            [("source", null), ("b1", 0), ("a1", 1), ("b2", 0), ("a2", 1), ("a3", 1), ("b3", 0)], "what has no turn keeps its place");
    }

    [Fact]
    public void Shown_InTheOwnOrder_IsTheQuestion() =>
        ShownOrder.Shown(Debate, [0, 1]).Passages.ShouldBe(Debate.Passages);

    [Fact]
    public void Own_OfAChosenPlace_IsTheOptionThatStoodThere()
    {
        int[] order = [2, 0, 1];

        ShownOrder.Own(new ChosenOption(0), order).ShouldBe(new ChosenOption(2));
        ShownOrder.Placed(new ChosenOption(2), order).ShouldBe(new ChosenOption(0));
        ShownOrder.Own(new WrittenText("x"), null).ShouldBe(new WrittenText("x"));
        ShownOrder.Of(Debate with { Form = new TextForm() }, 1, new CallId("1/ask"), "ana").ShouldBeNull();
    }
}
