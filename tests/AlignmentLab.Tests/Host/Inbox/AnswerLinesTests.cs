using AlignmentLab.Algorithms;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Host.Inbox;
using AlignmentLab.Questions;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Host.Inbox;

public sealed class AnswerLinesTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly AnswerLines _lines = new(new RunId("x"), new CallId("1/ask"), "ana");

    [Fact]
    public void FromFile_EachForm_IsItsCommand()
    {
        File.WriteAllText(_file, """
            {"state":3,"action":[0.5,1]}

            {"pair":2,"prefer":"cannot-compare"}
            {"choose":2}
            {"text":"Fourteen."}
            {"subquestions":["How many has a car?","And a bicycle?"]}
            """);

        var commands = _lines.FromFile(_file);

        commands.Count.ShouldBe(5);
        ((LabelState)commands[0]).Action.ShouldBe([0.5, 1]);
        commands[1].ShouldBe(new ComparePair(_lines.Run, _lines.Query, 2, Preference.CannotCompare, "ana"));
        commands[2].ShouldBe(new AnswerQuestion(_lines.Run, _lines.Query, new ChosenOption(1), "ana"));
        commands[3].ShouldBe(new AnswerQuestion(_lines.Run, _lines.Query, new WrittenText("Fourteen."), "ana"));
        commands[4].ShouldBe(new AnswerQuestion(_lines.Run, _lines.Query, new Subquestions(["How many has a car?", "And a bicycle?"]), "ana"));
    }

    [Theory]
    [InlineData("""{"pair":2}""", "expected")]
    [InlineData("""{"pair":2,"prefer":"both"}""", "left, right, equal, cannot-compare")]
    [InlineData("""{"subquestions":[1]}""", "expected")]
    [InlineData("""{"state":1,"action":"x"}""", "a number or a list of numbers")]
    [InlineData("[]", "expected")]
    [InlineData("{", ":1:")]
    public void FromFile_ALineThatIsNone_NamesItAndWhatIsExpected(string line, string message)
    {
        File.WriteAllText(_file, line);

        (Should.Throw<InvalidInputException>(() => _lines.FromFile(_file))).Message.ShouldSatisfyAllConditions(m => m.ShouldStartWith($"{_file}:1"), m => m.ShouldContain(message));
    }

    public void Dispose() => File.Delete(_file);
}
