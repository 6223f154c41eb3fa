using System.CommandLine;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Host.CommandLine;
using MediatR;

namespace AlignmentLab.Host.Incidents;

/// <summary>A command that closes an incident, with or without a reason.</summary>
internal abstract class IncidentClosing(IncidentState state, string description) : IncidentSubcommand(description)
{
    private readonly Option<string?> _reason = new("--reason") { HelpName = "TEXT", Description = "Why, for whoever reads the log." };

    public override void Declare(Command command)
    {
        base.Declare(command);
        command.Add(_reason);
    }

    protected override IRequest<Incident> Request(string id, CommandContext context) => new ChangeIncidentState(id, state, context.Get(_reason), context.Author);
}
