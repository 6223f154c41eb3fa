using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.ResultLines;
using AlignmentLab.Host.Terminal;

[assembly: Subcommand<AlignmentLab.Host.Commands.RunsListCommand>("runs list", 30)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab runs list</c>.</summary>
internal sealed class RunsListCommand() : Subcommand("The runs of the lab, in the order submitted.")
{
    public override async Task<int> RunAsync(CommandContext context)
    {
        await using var lab = context.Open(LabUse.Look);
        var runs = await lab.Mediator.Send(new ListRuns(), context.Interrupted);
        var anyForks = runs.Any(r => r.Parent is not null);
        var table = new ResultTable(["run", .. Fork("forked from"), "status", "algorithm", "environment", ">seed", "submitted", ">events", "metrics"]);
        foreach (var run in runs)
        {
            context.Output.Line(run);
            table.Row([
                run.Run.Value,
                .. Fork(run.Parent is { } parent ? $"{parent.Run} at {parent.Version}" : ""),
                run.Status.ToString().ToLowerInvariant(),
                run.Algorithm,
                run.Environment,
                run.Seed.ToString(),
                Figures.Time(run.SubmittedAt),
                Figures.Count(run.Events),
                Figures.Metrics(run.Metrics),
            ]);
        }

        context.Output.Line(new RunsEnd(runs.Count));
        if (table.IsEmpty)
        {
            context.Output.Message("The lab has no runs.");
        }
        else
        {
            context.Output.Table(table);
        }

        return 0;

        IEnumerable<string> Fork(string cell) => anyForks ? [cell] : [];
    }
}
