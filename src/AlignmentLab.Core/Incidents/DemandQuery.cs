using AlignmentLab.Core.Artifacts;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Environments;
using AlignmentLab.Events;
using AlignmentLab.Trajectories;

namespace AlignmentLab.Core.Incidents;

/// <summary>States of an incident's evidence that wait for labels.</summary>
internal sealed record DemandQuery(ulong Seed, RecordedEvent Asked, LabelsAsked Demand, Space Actions, QueryFold Answers)
    : LabelQuery(Demand.Run, Seed, Asked, Demand.Environment, Demand.Expert, Actions, Answers)
{
    public override Type? Effect => null;

    public override IncidentId? Incident => IncidentId.Of(Asked.Stream);

    public override IReadOnlyList<int> Items => Demand.States;

    public override async Task<StateLabels> StatesAsync(LabArtifacts artifacts, CancellationToken cancellationToken) =>
        StateLabels.FromBytes(await artifacts.ReadAsync(Demand.Taken, cancellationToken));

    public override async Task<object> OutcomeAsync(LabArtifacts artifacts, CancellationToken cancellationToken)
    {
        var taken = await StatesAsync(artifacts, cancellationToken);
        var labels = Labelled(taken);
        var artifact = await artifacts.WriteAsync(labels.ToBytes(), cancellationToken);
        return LabelComparison.Of(Actions, taken, labels).Demanded(Demand.Source, Demand.Expert, Demand.Taken, artifact);
    }
}
