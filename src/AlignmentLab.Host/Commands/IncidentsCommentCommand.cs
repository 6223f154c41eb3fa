using System.CommandLine;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Incidents;
using MediatR;

[assembly: Subcommand<AlignmentLab.Host.Commands.IncidentsCommentCommand>("incidents comment", 103)]

namespace AlignmentLab.Host.Commands;

/// <summary><c>alab incidents comment</c>.</summary>
internal sealed class IncidentsCommentCommand() : IncidentSubcommand("Say something about an incident.")
{
    private readonly Argument<string> _text = new("TEXT") { HelpName = "TEXT", Description = "What there is to say; 4,000 characters at most." };

    public override void Declare(Command command)
    {
        base.Declare(command);
        command.Add(_text);
    }

    protected override IRequest<Incident> Request(string id, CommandContext context) => 
        new CommentIncident(id, context.Get(_text), context.Author);
}
