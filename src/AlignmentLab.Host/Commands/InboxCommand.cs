using System.CommandLine;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.ResultLines;
using AlignmentLab.Host.Terminal;

[assembly: Subcommand<AlignmentLab.Host.Commands.InboxCommand>("inbox", 62)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab inbox</c>.</summary>
internal sealed class InboxCommand() : Subcommand("The queries of runs that wait for people, or one query's states.")
{
    private readonly Argument<string?> _run = new("run")
    {
        HelpName = "RUN",
        Description = "A run's name, or a part of it that no other run's name has. Left out: every run.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _query = new("--query") { HelpName = "CALL", Description = "Show the states of this query, such as 4/label." };

    public override void Declare(Command command)
    {
        command.Add(_run);
        command.Add(_query);
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        await using var lab = context.Open(LabUse.Look with { LoadsPlugins = true });
        var run = context.Arguments.GetValue(_run) is { } name ? await lab.Mediator.Send(new FindRun(name), context.Interrupted) : (RunId?)null;
        if (context.Get(_query) is { } query)
        {
            return await ShowAsync(context, lab, run ?? throw new Errors.InvalidInputException("--query names a call of a run: name the run too."), query);
        }

        var queries = await lab.Mediator.Send(new ListQueries(run), context.Interrupted);
        var table = new ResultTable("run", "query", "environment", "asked at", ">states", ">answered");
        foreach (var open in queries)
        {
            context.Output.Line(open);
            table.Row(open.Run.Value, open.Query.Value, open.Environment, Figures.Time(open.AskedAt), Figures.Count(open.States), Figures.Count(open.Answered));
        }

        context.Output.Line(new QueriesEnd(queries.Count));
        context.Output.Table(table);
        context.Output.Text(queries.Count == 0 ? "Nothing waits for people." : $"`alab inbox RUN --query CALL` shows the states, `alab answer RUN CALL --state N --action JSON` answers.");
        return 0;
    }

    private static async Task<int> ShowAsync(CommandContext context, Lab lab, RunId run, string query)
    {
        var shown = await lab.Mediator.Send(new ShowQuery(run, new(query)), context.Interrupted);
        context.Output.Line(shown);
        var table = new ResultTable(">state", "observation", "answers");
        foreach (var state in shown.States)
        {
            table.Row(
                state.State.ToString(), string.Join(", ", state.Observation.Select(Figures.Number)),
                string.Join("; ", state.Answers.Select(a => $"{a.Author}: {string.Join(", ", a.Action.Select(Figures.Number))}").Concat(state.Skips.Select(s => $"{s.Author} skipped: {s.Reason}"))));
        }

        context.Output.Table(table);
        return 0;
    }
}
