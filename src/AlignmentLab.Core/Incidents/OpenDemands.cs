using AlignmentLab.Algorithms;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Incidents;

/// <summary>Reads which demands for labels wait for people.</summary>
internal sealed class OpenDemands(IEventReader store)
{
    private static readonly string Asked = StoredEventAttribute.NameOf(typeof(LabelsAsked));
    private static readonly string Answered = StoredEventAttribute.NameOf(typeof(LabelsDemanded));

    /// <summary>Those of a run's incidents, the oldest first.</summary>
    public async Task<IReadOnlyList<(RecordedEvent Asked, LabelsAsked Demand)>> OpenAsync(RunId run, CancellationToken cancellationToken)
    {
        var open = new Dictionary<CallId, (RecordedEvent Asked, LabelsAsked Demand)>();
        await foreach (var head in store.HeadsAsync(IncidentId.Category, cancellationToken))
        {
            if (!IncidentId.Of(head.Stream).Value.StartsWith(IncidentId.OfRun(run), StringComparison.Ordinal))
            {
                continue;
            }

            await foreach (var e in store.ReadStreamAsync(head.Stream, ReadDirection.Forwards, 0, cancellationToken: cancellationToken))
            {
                if (e.Type == Asked && EventJson.Deserialize<LabelsAsked>(e.Data.Span) is var demand && demand.Run == run)
                {
                    open.Add(e.Call!.Value, (e, demand));
                }
                else if (e.Type == Answered && e.Call is { } call)
                {
                    open.Remove(call);
                }
            }
        }

        return [.. open.Values.OrderBy(o => o.Asked.Position)];
    }
}
