using System.CommandLine;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.History;
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
    private readonly Option<long?> _at = TypedOptions.Position("--at", "Show the runs as they were when this position was the last of the whole log (`alab events RUN --json` has each event's). Default: now.");

    private readonly Option<string?> _tag = new("--tag") { HelpName = "TAG", Description = "Only the runs that have this tag (`alab runs tag`)." };

    public override bool WorksRemotely => true;

    public override void Declare(Command command)
    {
        command.Add(_at);
        command.Add(_tag);
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        await using var lab = context.Open(LabUse.Look);
        var runs = await lab.Mediator.Send(new ListRuns(context.Get(_at) is { } position ? new AsOf(position) : AsOf.Now), context.Interrupted);
        if (context.Get(_tag) is { } tag)
        {
            runs = [.. runs.Where(r => r.Tags?.Contains(tag) == true)];
        }

        var anyTags = runs.Any(r => r.Tags is not null);
        var anyForks = runs.Any(r => r.Parent is not null);
        var anyOverrides = runs.Any(r => r.Overrides is { Count: > 0 });
        var table = new ResultTable(["run", .. Fork("forked from"), "status", "algorithm", "environment", ">seed", .. Overrides("set to"), .. Tags("tags"), "submitted", ">events", "metrics"]);
        foreach (var run in runs)
        {
            var isDamaged = run.Status == RunStatus.Damaged;
            context.Output.Line(run);
            table.Row([
                run.Run.Value,
                .. Fork(run.Parent is { } parent ? $"{parent.Run} at {parent.Version}" : ""),
                run.Status.ToString().ToLowerInvariant(),
                run.Algorithm,
                run.Environment,
                isDamaged ? "" : run.Seed.ToString(),
                .. Overrides(run.Overrides is { } overrides ? Figures.Options(overrides) : ""),
                .. Tags(run.Tags is { } tags ? string.Join(", ", tags) : ""),
                isDamaged ? "" : Figures.Time(run.SubmittedAt),
                Figures.Count(run.Events),
                Figures.Metrics(run.Metrics),
            ]);
        }

        context.Output.Line(new RunsEnd(runs.Count));
        if (table.IsEmpty)
        {
            context.Output.Message(context.Get(_tag) is null ? "The lab has no runs." : "No run of the lab has this tag.");
        }
        else
        {
            context.Output.Table(table);
        }

        foreach (var run in runs.Where(r => r.Status == RunStatus.Damaged))
        {
            context.Output.Message($"{run.Run} is damaged: `alab verify {run.Run}{context.Location.Option}` tells what was altered. {run.Damage}");
        }

        return 0;

        IEnumerable<string> Fork(string cell) => anyForks ? [cell] : [];

        IEnumerable<string> Tags(string cell) => anyTags ? [cell] : [];

        IEnumerable<string> Overrides(string cell) => anyOverrides ? [cell] : [];
    }
}
