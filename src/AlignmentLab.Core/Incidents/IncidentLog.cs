using AlignmentLab.Algorithms;
using AlignmentLab.Detection;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Incidents;

/// <summary>Writes findings to incident streams. Raising the same finding again, after a crash, writes nothing.</summary>
internal sealed class IncidentLog(IEventStore store)
{
    public async Task RaiseAsync(RunId run, string detector, Finding finding)
    {
        var incident = IncidentId.Of(run, detector, finding.Key);
        object payload = await store.HeadAsync(incident.Stream) is null || await IsOpeningAsync(incident, finding)
            ? new IncidentOpened(run, detector, finding.Kind, finding.Severity, finding.Title, finding.Explanation, finding.Evidence, finding.EvidenceVersions)
            : new IncidentEvidenceAdded(finding.Severity, finding.Title, finding.Explanation, finding.Evidence, finding.EvidenceVersions);
        var id = IdOf(incident, finding);
        await store.AppendAsync(
            incident.Stream,
            ExpectedVersion.Any,
            [new NewEvent(id, StoredEventAttribute.NameOf(payload.GetType()), EventJson.Serialize(payload)) { Author = $"detector {detector}" }]);
    }

    private async Task<bool> IsOpeningAsync(IncidentId incident, Finding finding)
    {
        await foreach (var e in store.ReadStreamAsync(incident.Stream, ReadDirection.Forwards, 0, 1))
        {
            return e.Id == IdOf(incident, finding);
        }

        return true;
    }

    private static EventId IdOf(IncidentId incident, Finding finding) =>
        EventId.Deterministic("alignmentlab.finding", incident.Value, string.Join(',', finding.EvidenceVersions));
}
