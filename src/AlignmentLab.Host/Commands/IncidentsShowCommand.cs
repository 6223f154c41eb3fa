using System.CommandLine;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.Incidents;
using AlignmentLab.Host.ResultLines;
using AlignmentLab.Host.Terminal;

[assembly: Subcommand<AlignmentLab.Host.Commands.IncidentsShowCommand>("incidents show", 101)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab incidents show</c>.</summary>
internal sealed class IncidentsShowCommand() : Subcommand("One incident, with its evidence.")
{
    private readonly Argument<string> _id = new("ID") { HelpName = "ID", Description = "An incident's id, or the beginning of it." };

    private readonly Option<long?> _at = TypedOptions.Version("--at", "Show the incident as it was after this version of its run's stream. Default: now.");

    public override bool WorksRemotely => true;

    public override void Declare(Command command)
    {
        command.Add(_id);
        command.Add(_at);
    }

    public override async Task<int> RunAsync(CommandContext context)
    {
        await using var lab = context.Open(LabUse.Look);
        var incident = await lab.Mediator.Send(new ShowIncident(context.Get(_id)), context.Interrupted);
        if (context.Get(_at) is { } version)
        {
            incident = await lab.Mediator.Send(new ShowIncident(incident.Id.Value, await lab.AsOfAsync(incident.Run, version, context.Interrupted)), context.Interrupted);
        }

        context.Output.Line(IncidentLine.Of(incident));
        context.Output.Table(new ResultTable("incident", incident.Id.Value)
            .Row("title", incident.Title)
            .Row("kind", incident.Kind)
            .Row("severity", incident.Severity.ToString().ToLowerInvariant())
            .Row("state", incident.State.ToString().ToLowerInvariant())
            .Row("assignee", incident.Assignee ?? "nobody")
            .Row("run", incident.Run.Value)
            .Row("detector", incident.Detector)
            .Row("opened", Figures.Time(incident.OpenedAt))
            .Row("findings", Figures.Count(incident.Findings))
            .Row("explanation", incident.Explanation)
            .Row("rests on", $"versions {string.Join(", ", incident.EvidenceVersions)} of the run's stream (`alab events {incident.Run}`)")
            .Row("evidence", Figures.Options(incident.Evidence)));
        foreach (var action in incident.Actions)
        {
            context.Output.Text($"\n{Figures.Time(action.At)}  {action.Author}  {IncidentText.Of(action)}");
        }

        return 0;
    }
}
