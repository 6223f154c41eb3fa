using System.CommandLine;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Incidents;
using MediatR;

[assembly: Subcommand<AlignmentLab.Host.Commands.IncidentsResolveCommand>("incidents resolve", 104)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab incidents resolve</c>.</summary>
internal sealed class IncidentsResolveCommand() : IncidentSubcommand("Close an incident whose cause is dealt with.")
{
    private readonly Option<string?> _reason = new("--reason") { HelpName = "TEXT", Description = "Why, for whoever reads the log." };

    public override void Declare(Command command)
    {
        base.Declare(command);
        command.Add(_reason);
    }

    protected override IRequest<Incident> Request(string id, CommandContext context) => 
        new ChangeIncidentState(id, IncidentState.Resolved, context.Get(_reason), Author);
}
