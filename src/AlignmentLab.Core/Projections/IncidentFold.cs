using AlignmentLab.Core.Incidents;
using AlignmentLab.Events;
using AlignmentLab.Serialization;

namespace AlignmentLab.Core.Projections;

/// <summary>Folds an incident's stream into what a board shows of it.</summary>
internal static class IncidentFold
{
    public static IncidentView? Next(IncidentView? view, IncidentId id, RecordedEvent e)
    {
        var next = e.Type switch
        {
            "incident-opened.v1" => Opened(id, e),
            "incident-evidence-added.v1" when view is not null && EventJson.Deserialize<IncidentEvidenceAdded>(e.Data.Span) is var added => view with
            {
                Severity = added.Severity > view.Severity ? added.Severity : view.Severity,
                Findings = view.Findings + 1,
            },
            "incident-assigned.v1" when view is not null => view with { Assignee = EventJson.Deserialize<IncidentAssigned>(e.Data.Span).Assignee },
            "incident-commented.v1" when view is not null => view with { Comments = view.Comments + 1 },
            "incident-state-changed.v1" when view is not null => view with { State = EventJson.Deserialize<IncidentStateChanged>(e.Data.Span).State },
            "labels-asked.v1" when view is not null => view with { Waiting = view.Waiting + 1 },
            "labels-demanded.v1" when view is not null && e.Call is not null => view with { Waiting = view.Waiting - 1 },
            _ => view,
        };
        return next is null ? null : next with { ChangedAt = e.RecordedAt };
    }

    private static IncidentView Opened(IncidentId id, RecordedEvent e)
    {
        var opened = EventJson.Deserialize<IncidentOpened>(e.Data.Span);
        return new IncidentView(
            id, opened.Run, opened.Detector, opened.Kind, opened.Severity, IncidentState.Open, opened.Title, e.RecordedAt, e.RecordedAt, 1, null, 0,
            opened.EvidenceVersions.Count > 0 ? opened.EvidenceVersions.Min() : null);
    }
}
