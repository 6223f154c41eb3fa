using System.CommandLine;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Errors;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.ResultLines;
using AlignmentLab.Host.Terminal;

[assembly: Subcommand<AlignmentLab.Host.Commands.IncidentsListCommand>("incidents list", 100)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab incidents list</c>.</summary>
internal sealed class IncidentsListCommand() : Subcommand("The incidents of the lab, the newest last.")
{
    private readonly Option<string?> _run = new("--run") { HelpName = "RUN", Description = "Only the incidents of this run: its name, or a part of it that no other run's name has." };
    private readonly Option<long?> _at = TypedOptions.Version("--at", "Show the incidents as they were after this version of the stream of the run that --run names. Default: now.");

    public override bool WorksRemotely => true;

    public override void Declare(Command command)
    {
        command.Add(_run);
        command.Add(_at);
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        if (context.Get(_at) is not null && context.Get(_run) is null)
        {
            throw new InvalidInputException("--at is a version of a run's stream; name the run with --run.");
        }

        await using var lab = context.Open(LabUse.Look);
        RunId? run = context.Get(_run) is { } name ? await lab.Mediator.Send(new FindRun(name), context.Interrupted) : null;
        var at = run is { } named ? await lab.AsOfAsync(named, context.Get(_at), context.Interrupted) : AsOf.Now;
        var table = new ResultTable("incident", "severity", "state", "run", "detector", ">findings", "title");
        var incidents = await lab.Mediator.Send(new ListIncidents(run, at), context.Interrupted);
        foreach (var incident in incidents)
        {
            context.Output.Line(IncidentLine.Of(incident));
            table.Row(
                incident.Id.Value,
                incident.Severity.ToString().ToLowerInvariant(),
                incident.State.ToString().ToLowerInvariant(),
                incident.Run.Value,
                incident.Detector,
                Figures.Count(incident.Findings),
                incident.Title);
        }

        context.Output.Line(new IncidentsEnd(incidents.Count));
        if (table.IsEmpty)
        {
            context.Output.Message(run is null ? "The lab has no incidents." : $"{run} has no incidents.");
        }
        else
        {
            context.Output.Table(table);
        }

        return 0;
    }
}
