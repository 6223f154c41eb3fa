using AlignmentLab.Engines;
using MediatR;

namespace AlignmentLab.Core.Runs.Find;

/// <summary>The position of the log's last event, which tells what was asked for before from what was asked for since; 0 where there is none.</summary>
public sealed record FindLogEnd : IRequest<long>;

internal sealed class FindLogEndHandler(IEventReader store) : IRequestHandler<FindLogEnd, long>
{
    public async Task<long> Handle(FindLogEnd request, CancellationToken cancellationToken)
    {
        await foreach (var last in store.ReadAllAsync(ReadDirection.Backwards, long.MaxValue, EventFilter.All, 1, cancellationToken))
        {
            return last.Position;
        }

        return 0;
    }
}
