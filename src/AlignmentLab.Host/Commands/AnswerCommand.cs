using System.CommandLine;
using System.Globalization;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Errors;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.Inbox;
using AlignmentLab.Host.Terminal;
using AlignmentLab.Questions;
using MediatR;

[assembly: Subcommand<AlignmentLab.Host.Commands.AnswerCommand>("answer", 63)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab answer</c>.</summary>
internal sealed class AnswerCommand() : Subcommand(
    "Answer a query that waits for people. A state takes --state and --action, a pair --pair and --prefer, a choice --choose, a question --text or --subquestion; each may be left to others by --skip.")
{
    private readonly Argument<string> _run = TypedOptions.Run();
    private readonly Argument<string> _query = new("query") { HelpName = "CALL", Description = "The query, such as 4/label, 41/compare or q1/1/ask (`alab inbox`)." };

    private readonly Option<int?> _state = Number("--state", "The state to label.", 0);
    private readonly Option<string?> _action = new("--action") { HelpName = "JSON", Description = "What to do there: a number, or a list of them." };
    private readonly Option<int?> _pair = Number("--pair", "The pair to compare.", 0);
    private readonly Option<string?> _prefer = new("--prefer") { HelpName = "SIDE", Description = "Which is better, by the sides that `alab inbox --query` shows: left, right, equal or cannot-compare." };
    private readonly Option<int?> _choose = Number("--choose", "The option chosen, by the numbers that `alab inbox --query` shows.", 1);
    private readonly Option<string?> _text = new("--text") { HelpName = "TEXT", Description = "The answer to a question." };

    private readonly Option<string[]> _subquestion = new("--subquestion")
    {
        HelpName = "TEXT",
        Description = "What is to be answered first, in place of --text; may be given several times.",
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _skip = new("--skip") { HelpName = "REASON", Description = "Leave the state, pair or question to others." };

    private readonly Option<string?> _from = new("--from")
    {
        HelpName = "FILE",
        Description = "A file of answers in place of the options, a JSON object a line: {\"state\":N,\"action\":JSON}, {\"pair\":N,\"prefer\":SIDE}, {\"choose\":N}, {\"text\":TEXT} or {\"subquestions\":[TEXT]}.",
    };

    private readonly Option<string?> _as = TypedOptions.Person("Who answers; which side a rollout or a position is shown on depends on it.");

    public override bool WorksRemotely => true;

    public override void Declare(Command command)
    {
        command.Add(_run);
        command.Add(_query);
        command.Add(_state);
        command.Add(_action);
        command.Add(_pair);
        command.Add(_prefer);
        command.Add(_choose);
        command.Add(_text);
        command.Add(_subquestion);
        command.Add(_skip);
        command.Add(_from);
        command.Add(_as);
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        // Read before the lab is opened: what is wrong with the command line shows at once.
        _ = Answers(context, new AnswerLines(default, new(context.Get(_query)), ""));
        await using var lab = context.Open(LabUse.Work);
        var run = await lab.Mediator.Send(new FindRun(context.Get(_run)), context.Interrupted);
        OpenQuery? open = null;
        foreach (var answer in Answers(context, new AnswerLines(run, new(context.Get(_query)), context.PersonOf(_as))))
        {
            open = await lab.Mediator.Send(answer, context.Interrupted);
        }

        context.Output.Line(open ?? throw new InvalidInputException($"{context.Get(_from)} holds no answers."));
        context.Output.Text(Standing(open));
        return 0;
    }

    private static string Standing(OpenQuery open)
    {
        var (things, result) = open.Kind switch
        {
            QueryKind.Label => ("states", "labels"),
            _ => ("pairs", "verdicts"),
        };
        return (open.Kind, open.Answered == open.States) switch
        {
            (QueryKind.Question, true) => $"{open.Query} is answered: {open.Run} has its answer.",
            (QueryKind.Question, false) => $"Stored. {open.Query} still wants answers of others.",
            (_, true) => $"All {Figures.Count(open.States)} {things} of {open.Query} are answered: {open.Run} has its {result}.",
            _ => $"Stored. {Figures.Count(open.States - open.Answered)} of {Figures.Count(open.States)} {things} of {open.Query} are still open.",
        };
    }

    private IReadOnlyList<IRequest<OpenQuery>> Answers(CommandContext context, AnswerLines lines)
    {
        var (state, action, pair, prefer, skip) = (context.Get(_state), context.Get(_action), context.Get(_pair), context.Get(_prefer), context.Get(_skip));
        var (choose, text, subquestions) = (context.Get(_choose), context.Get(_text), context.Get(_subquestion)!);
        var given = new object?[] { context.Get(_from), action, prefer, choose, text, subquestions.Length > 0 ? subquestions : null, skip }.Count(g => g is not null);
        if (given != 1)
        {
            throw new InvalidInputException("Give one of --action, --prefer, --choose, --text, --subquestion, --skip and --from; `alab answer --help` says which goes with what.");
        }

        if (context.Get(_from) is { } path)
        {
            return lines.FromFile(path);
        }

        return [(action, prefer, choose, text, skip) switch
        {
            ({ } json, _, _, _, _) => lines.Label(state ?? throw Missing("which state", "--state"), AnswerLines.Action("--action", AnswerLines.Parse("--action", json))),
            (_, { } side, _, _, _) => lines.Compare("--prefer", pair ?? throw Missing("which pair", "--pair"), side),
            (_, _, { } number, _, _) => lines.Choose(number),
            (_, _, _, { } written, _) => lines.Answer(new WrittenText(written)),
            (_, _, _, _, { } reason) => lines.Skip(state ?? pair ?? 0, reason),
            _ => lines.Answer(new Subquestions(subquestions)),
        }];
    }

    private static InvalidInputException Missing(string what, string option) => new($"Say {what} with {option} N, or give a file with --from.");

    private static Option<int?> Number(string name, string description, int least) => TypedOptions.Of<int?>(
        name, "N", description, $"a whole number of {least} or more", text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least ? number : null);
}
