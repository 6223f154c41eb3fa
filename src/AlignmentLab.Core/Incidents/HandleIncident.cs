using AlignmentLab.Core.Audit;
using AlignmentLab.Core.Team;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Serialization;
using MediatR;

namespace AlignmentLab.Core.Incidents;

/// <summary>Gives an incident to somebody, or to nobody.</summary>
/// <param name="Id">Its id, or the beginning of it.</param>
/// <param name="Assignee">A name; null: nobody any longer.</param>
public sealed record AssignIncident(string Id, string? Assignee, string Author) : IRequest<Incident>, IAuthored;

/// <summary>Says something about an incident.</summary>
/// <param name="Text">1 to 4,000 characters, shown as they are.</param>
public sealed record CommentIncident(string Id, string Text, string Author) : IRequest<Incident>, IAuthored;

/// <summary>Takes an incident up, closes it or opens it again.</summary>
public sealed record ChangeIncidentState(string Id, IncidentState State, string? Reason, string Author) : IRequest<Incident>, IAuthored;

internal sealed class HandleIncident(IEventStore store, IMediator mediator, TimeProvider time) :
    IRequestHandler<AssignIncident, Incident>,
    IRequestHandler<CommentIncident, Incident>,
    IRequestHandler<ChangeIncidentState, Incident>
{
    private const int LongestText = 4_000;
    private const int LongestName = 60;

    public async Task<Incident> Handle(AssignIncident request, CancellationToken cancellationToken)
    {
        var incident = await FindAsync(request.Id, cancellationToken);
        var assignee = string.IsNullOrWhiteSpace(request.Assignee) ? null : Checked(request.Assignee, LongestName, "A name");
        return assignee == incident.Assignee ? incident : await AppendAsync(incident, new IncidentAssigned(assignee), request.Author, cancellationToken);
    }

    public async Task<Incident> Handle(CommentIncident request, CancellationToken cancellationToken)
    {
        var text = Checked(request.Text, LongestText, "A comment");
        return await AppendAsync(await FindAsync(request.Id, cancellationToken), new IncidentCommented(text), request.Author, cancellationToken);
    }

    public async Task<Incident> Handle(ChangeIncidentState request, CancellationToken cancellationToken)
    {
        var incident = await FindAsync(request.Id, cancellationToken);
        var reason = string.IsNullOrWhiteSpace(request.Reason) ? null : Checked(request.Reason, LongestText, "A reason");
        return request.State == incident.State
            ? throw new InvalidInputException($"The incident {incident.Id} is {request.State.ToString().ToLowerInvariant()} already.")
            : await AppendAsync(incident, new IncidentStateChanged(request.State, reason), request.Author, cancellationToken);
    }

    private Task<Incident> FindAsync(string id, CancellationToken cancellationToken) => mediator.Send(new ShowIncident(id), cancellationToken);

    // Two people may act at once: nothing that one does depends on what the other has not seen, so both are kept.
    private async Task<Incident> AppendAsync(Incident incident, object payload, string author, CancellationToken cancellationToken)
    {
        await store.AppendActAsync(incident.Id.Stream, payload, author, time, cancellationToken);
        return await FindAsync(incident.Id.Value, cancellationToken);
    }

    private static string Checked(string text, int longest, string what) => text.Trim() is { Length: > 0 } trimmed && trimmed.Length <= longest
        ? trimmed
        : throw new InvalidInputException($"{what} has 1 to {longest:N0} characters.");
}
