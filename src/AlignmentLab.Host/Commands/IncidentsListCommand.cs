using AlignmentLab.Core.Incidents;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.ResultLines;
using AlignmentLab.Host.Terminal;

[assembly: Subcommand<AlignmentLab.Host.Commands.IncidentsListCommand>("incidents list", 100)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab incidents list</c>.</summary>
internal sealed class IncidentsListCommand() : Subcommand("The incidents of the lab, the newest last.")
{
    public override async Task<int> RunAsync(CommandContext context)
    {
        await using var lab = context.Open(LabUse.Look);
        var table = new ResultTable("incident", "severity", "state", "run", "detector", ">findings", "title");
        var incidents = await lab.Mediator.Send(new ListIncidents(), context.Interrupted);
        foreach (var incident in incidents)
        {
            context.Output.Line(IncidentLine.Of(incident));
            table.Row(
                incident.Id.Value,
                incident.Severity.ToString().ToLowerInvariant(),
                incident.State,
                incident.Run.Value,
                incident.Detector,
                Figures.Count(incident.Findings),
                incident.Title);
        }

        context.Output.Line(new IncidentsEnd(incidents.Count));
        if (table.IsEmpty)
        {
            context.Output.Message("The lab has no incidents.");
        }
        else
        {
            context.Output.Table(table);
        }

        return 0;
    }
}
