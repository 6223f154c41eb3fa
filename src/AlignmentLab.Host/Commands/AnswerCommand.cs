using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Errors;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.Signatures;
using AlignmentLab.Host.Terminal;

[assembly: Subcommand<AlignmentLab.Host.Commands.AnswerCommand>("answer", 63)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab answer</c>.</summary>
internal sealed class AnswerCommand() : Subcommand("Answer a query that waits for people: one state, or a file of them.")
{
    private readonly Argument<string> _run = TypedOptions.Run();
    private readonly Argument<string> _query = new("query") { HelpName = "CALL", Description = "The query, such as 4/label (`alab inbox`)." };

    private readonly Option<int?> _state = TypedOptions.Of<int?>(
        "--state", "N", "The state to answer.", "a whole number of 0 or more", text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var state) ? state : null);

    private readonly Option<string?> _action = new("--action") { HelpName = "JSON", Description = "What to do there: a number, or a list of them." };
    private readonly Option<string?> _skip = new("--skip") { HelpName = "REASON", Description = "Leave the state to others." };
    private readonly Option<string?> _from = new("--from") { HelpName = "FILE", Description = "JSON lines {\"state\":N,\"action\":JSON}, in place of --state and --action." };
    private readonly Option<string?> _as = new("--as") { HelpName = "NAME", Description = "Who answers. Default: the user of this machine." };

    public override void Declare(Command command)
    {
        command.Add(_run);
        command.Add(_query);
        command.Add(_state);
        command.Add(_action);
        command.Add(_skip);
        command.Add(_from);
        command.Add(_as);
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        var answers = Answers(context);
        await using var lab = context.Open(LabUse.Work);
        var run = await lab.Mediator.Send(new FindRun(context.Get(_run)), context.Interrupted);
        var (query, author) = (new Events.CallId(context.Get(_query)), context.Get(_as) ?? Environment.UserName);
        OpenQuery? open = null;
        foreach (var (state, action) in answers)
        {
            open = action is null
                ? await lab.Mediator.Send(new SkipState(run, query, state, context.Get(_skip)!, author), context.Interrupted)
                : await lab.Mediator.Send(new LabelState(run, query, state, action, author), context.Interrupted);
        }

        context.Output.Line(open!);
        context.Output.Text(open!.Answered == open.States
            ? $"All {Figures.Count(open.States)} states of {query} are answered: {run} has its labels."
            : $"Stored. {Figures.Count(open.States - open.Answered)} of {Figures.Count(open.States)} states of {query} are still open.");
        return 0;
    }

    private List<(int State, double[]? Action)> Answers(CommandContext context)
    {
        if (context.Get(_from) is { } path)
        {
            var lines = SignedFiles.ReadText(path, "answers").Split('\n');
            return [.. lines.Index().Where(l => l.Item.Trim().Length > 0).Select(l => Line($"{path}:{l.Index + 1}", l.Item))];
        }

        var state = context.Get(_state) ?? throw new InvalidInputException("Say which state with --state N, or give a file with --from.");
        return (context.Get(_action), context.Get(_skip)) switch
        {
            ({ } action, null) => [(state, Action("--action", Parse("--action", action)))],
            (null, not null) => [(state, null)],
            _ => throw new InvalidInputException("Give one of --action JSON and --skip REASON."),
        };
    }

    private static (int State, double[]? Action) Line(string place, string text)
    {
        var line = Parse(place, text);
        return line.ValueKind == JsonValueKind.Object && line.TryGetProperty("state", out var state) && state.TryGetInt32(out var number) && line.TryGetProperty("action", out var action)
            ? (number, Action(place, action))
            : throw new InvalidInputException($"{place}: expected {{\"state\":N,\"action\":JSON}}.");
    }

    private static JsonElement Parse(string place, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException error)
        {
            throw new InvalidInputException($"{place}: {error.Message}", error);
        }
    }

    private static double[] Action(string place, JsonElement action) => action.ValueKind switch
    {
        JsonValueKind.Number => [action.GetDouble()],
        JsonValueKind.Array when action.EnumerateArray().All(n => n.ValueKind == JsonValueKind.Number) => [.. action.EnumerateArray().Select(n => n.GetDouble())],
        _ => throw new InvalidInputException($"{place}: an action is a number or a list of numbers."),
    };
}
