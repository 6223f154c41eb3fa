using AlignmentLab.Errors;
using MediatR;

namespace AlignmentLab.Core.Rollouts;

internal sealed class ShowStatesHandler(IMediator mediator) : IRequestHandler<ShowStates, ShownStates>
{
    public async Task<ShownStates> Handle(ShowStates request, CancellationToken cancellationToken)
    {
        var shown = await mediator.Send(new ShowRollout(request.Run, request.Call, request.Episode), cancellationToken);
        var episode = shown.Episode;
        if (request.From < 0 || request.From > episode.Steps)
        {
            throw new InvalidInputException($"{request.Call} has states 0 to {episode.Steps}, not {request.From}.");
        }

        var count = Math.Min(Math.Clamp(request.Count, 1, ShowStates.Most), episode.Steps + 1 - request.From);
        return new ShownStates(
            shown.Run,
            shown.Summary,
            [.. episode.Labels.Select(l => new LabelSource(l.Call, l.Recorded, l.Expert, l.People, l.Name, l.Removal))],
            episode.Differences.Count,
            shown.Previous,
            shown.Next,
            shown.Replayed,
            [.. Enumerable.Range(request.From, count).Select(state => ShownState.Of(episode, state, request.Pictures))]);
    }
}
