using System.CommandLine;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Incidents;
using MediatR;

[assembly: Subcommand<AlignmentLab.Host.Commands.IncidentsAssignCommand>("incidents assign", 102)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab incidents assign</c>.</summary>
internal sealed class IncidentsAssignCommand() : IncidentSubcommand("Give an incident to somebody.")
{
    private readonly Argument<string> _assignee = new("NAME") { HelpName = "NAME", Description = "Who is to handle it; 'nobody' takes it from whoever has it." };

    public override void Declare(Command command)
    {
        base.Declare(command);
        command.Add(_assignee);
    }

    protected override IRequest<Incident> Request(string id, CommandContext context) => 
        new AssignIncident(id, context.Get(_assignee) is "nobody" ? null : context.Get(_assignee), context.Author);
}
