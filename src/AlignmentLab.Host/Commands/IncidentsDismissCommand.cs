using System.CommandLine;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Incidents;
using MediatR;

[assembly: Subcommand<AlignmentLab.Host.Commands.IncidentsDismissCommand>("incidents dismiss", 105)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab incidents dismiss</c>.</summary>
internal sealed class IncidentsDismissCommand() : IncidentSubcommand("Close an incident that was a false alarm.")
{
    private readonly Option<string?> _reason = new("--reason") { HelpName = "TEXT", Description = "Why, for whoever reads the log." };

    public override void Declare(Command command)
    {
        base.Declare(command);
        command.Add(_reason);
    }

    protected override IRequest<Incident> Request(string id, CommandContext context) => 
        new ChangeIncidentState(id, IncidentState.Dismissed, context.Get(_reason), Author);
}
