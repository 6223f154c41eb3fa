using System.CommandLine;
using System.Globalization;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Errors;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.Inbox;
using AlignmentLab.Host.ResultLines;
using AlignmentLab.Host.Terminal;

[assembly: Subcommand<AlignmentLab.Host.Commands.InboxCommand>("inbox", 62)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab inbox</c>.</summary>
internal sealed class InboxCommand() : Subcommand(
    "The queries of runs that wait for people: labels of states, comparisons of rollouts, questions. With --query one of them, with --ledger what a run has asked.")
{
    private readonly Argument<string?> _run = new("run")
    {
        HelpName = "RUN",
        Description = "A run's name, or a part of it that no other run's name has. Left out: every run.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _query = new("--query") { HelpName = "CALL", Description = "Show this query, such as 4/label, 41/compare or q1/1/ask." };

    private readonly Option<int?> _pair = TypedOptions.Of<int?>(
        "--pair", "N", "Of a comparison, the pair to show. Default: the first that waits for you.", "a whole number of 0 or more",
        text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pair) ? pair : null);

    private readonly Option<bool> _ledger = new("--ledger") { Description = "What the run may ask, has asked and was answered, by whom, and how long it took.", Arity = ArgumentArity.Zero };

    private readonly Option<string?> _as = TypedOptions.Person("Who looks; which side a rollout or a position is shown on depends on it.");

    public override bool WorksRemotely => true;

    public override void Declare(Command command)
    {
        command.Add(_run);
        command.Add(_query);
        command.Add(_pair);
        command.Add(_ledger);
        command.Add(_as);
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        await using var lab = context.Open(LabUse.Look with { LoadsPlugins = true });
        var run = context.Arguments.GetValue(_run) is { } name ? await lab.Mediator.Send(new FindRun(name), context.Interrupted) : (RunId?)null;
        var annotator = context.PersonOf(_as);
        if (context.Get(_ledger))
        {
            LedgerText.Write(context.Output, await lab.Mediator.Send(new ShowLedger(run ?? throw new InvalidInputException("--ledger is of a run: name the run too.")), context.Interrupted));
            return 0;
        }

        if (context.Get(_query) is { } query)
        {
            await ShowAsync(context, lab, run ?? throw new InvalidInputException("--query names a call of a run: name the run too."), new(query), annotator);
            return 0;
        }

        var queries = await AnsweredDemands.CompleteAsync(context, lab, await lab.Mediator.Send(new ListQueries(run, annotator), context.Interrupted));
        var table = new ResultTable("run", "query", "asks", "asked at", ">items", ">answered", ">yours");
        foreach (var open in queries)
        {
            context.Output.Line(open);
            table.Row(
                open.Run.Value, open.Query.Value, QueryText.Asks(open), Figures.Time(open.AskedAt), Figures.Count(open.States), Figures.Count(open.Answered), Figures.Count(open.Yours ?? 0));
        }

        context.Output.Line(new QueriesEnd(queries.Count));
        context.Output.Table(table);
        context.Output.Text(queries.Count == 0 ? "Nothing waits for people." : "`alab inbox RUN --query CALL` shows one and how to answer it.");
        return 0;
    }

    private async Task ShowAsync(CommandContext context, Lab lab, RunId run, Events.CallId query, string annotator)
    {
        var open = (await lab.Mediator.Send(new ListQueries(run, annotator), context.Interrupted)).FirstOrDefault(q => q.Query == query);
        switch (open?.Kind)
        {
            case QueryKind.Comparison:
                QueryText.Write(context.Output, await lab.Mediator.Send(new ShowPairs(run, query, annotator, context.Get(_pair)), context.Interrupted));
                break;
            case QueryKind.Question:
                QueryText.Write(context.Output, await lab.Mediator.Send(new ShowQuestion(run, query, annotator), context.Interrupted));
                break;
            default:
                // Where nothing waits, this says what does.
                QueryText.Write(context.Output, await lab.Mediator.Send(new ShowQuery(run, query, annotator), context.Interrupted));
                break;
        }
    }
}
