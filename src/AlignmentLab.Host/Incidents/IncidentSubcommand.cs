using System.CommandLine;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Host.CommandLine;
using AlignmentLab.Host.Composition;
using AlignmentLab.Host.ResultLines;
using MediatR;

namespace AlignmentLab.Host.Incidents;

/// <summary>A command that does something with one incident, in the name of whoever is at the terminal.</summary>
internal abstract class IncidentSubcommand(string description) : Subcommand(description)
{
    private readonly Argument<string> _id = new("ID") { HelpName = "ID", Description = "An incident's id, or the beginning of it." };

    public override bool WorksRemotely => true;

    /// <summary>What it wants of the lab.</summary>
    protected virtual LabUse Use => LabUse.Change;

    public override void Declare(Command command) => command.Add(_id);

    public override async Task<int> RunAsync(CommandContext context)
    {
        await using var lab = context.Open(Use);
        var incident = await lab.Mediator.Send(Request(context.Get(_id), context), context.Interrupted);
        context.Output.Line(IncidentLine.Of(incident));
        context.Output.Text($"{incident.Id} is {incident.State.ToString().ToLowerInvariant()}, assigned to {incident.Assignee ?? "nobody"}, with {incident.Actions.Count(a => a is { Comment: not null, State: null })} comments.");
        return 0;
    }

    /// <summary>What is to be done.</summary>
    protected abstract IRequest<Incident> Request(string id, CommandContext context);
}
