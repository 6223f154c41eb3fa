using System.Collections.Frozen;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Audit;
using AlignmentLab.Core.Differences;
using AlignmentLab.Core.Forks;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Core.Notes;
using AlignmentLab.Core.Projections;
using AlignmentLab.Core.Provenance;
using AlignmentLab.Core.Replay;
using AlignmentLab.Core.Rollouts;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Bill;
using AlignmentLab.Core.Runs.Cancel;
using AlignmentLab.Core.Runs.Find;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Core.Runs.Launch;
using AlignmentLab.Core.Runs.Pause;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Core.Runs.Submit;
using MediatR;

namespace AlignmentLab.Core.Remote;

/// <summary>
/// What can come over the network. A name stays as it is for ever, and a request that is not here cannot be sent from outside;
/// who may send which of these, <see cref="Team.Permissions"/> says. Nothing that makes accounts, passwords or tokens is here.
/// </summary>
public static class RemoteRequests
{
    /// <summary>Every request, by name.</summary>
    public static FrozenDictionary<string, RemoteRequest> Table { get; } = new RemoteRequest[]
    {
        new RemoteRequest<ListRuns, IReadOnlyList<RunSummary>>("list-runs"),
        new RemoteRequest<FindRun, RunId>("find-run"),
        new RemoteRequest<FindRuns, IReadOnlyList<FoundRun>>("find-runs"),
        new RemoteRequest<FindVersion, AsOf>("find-version"),
        new RemoteRequest<ShowRun, ShownRun>("show-run"),
        new RemoteRequest<ShowBill, RunBill>("show-bill"),
        new RemoteRequest<CompareRuns, RunComparison>("compare-runs"),
        new RemoteRequest<PageEvents, EventPage>("page-events"),
        new RemoteRequest<SubmitRuns, IReadOnlyList<SubmittedRun>>("submit-runs"),
        new RemoteRequest<SubmitFork, SubmittedFork>("submit-fork"),
        new RemoteRequest<LaunchRuns, Unit>("launch-runs"),
        new RemoteRequest<PauseRun, RunStatus>("pause-run"),
        new RemoteRequest<TagRun, RunNotes>("tag-run"),
        new RemoteRequest<CancelRun, RunStatus>("cancel-run"),
        new RemoteRequest<ReplayRun, ReplayReport>("replay-run"),
        new RemoteRequest<ListRollouts, RolloutPage>("list-rollouts"),
        new RemoteRequest<ListEvaluations, EvaluationPage>("list-evaluations"),
        new RemoteRequest<ShowStates, ShownStates>("show-states"),
        new RemoteRequest<ListModels, IReadOnlyList<TrainedCheckpoint>>("list-models"),
        new RemoteRequest<ExportModel, ExportedModel>("export-model"),
        new RemoteRequest<ListIncidents, IReadOnlyList<Incident>>("list-incidents"),
        new RemoteRequest<ShowIncident, Incident>("show-incident"),
        new RemoteRequest<AssignIncident, Incident>("assign-incident"),
        new RemoteRequest<CommentIncident, Incident>("comment-incident"),
        new RemoteRequest<ChangeIncidentState, Incident>("change-incident-state"),
        new RemoteRequest<DemandLabels, Incident>("demand-labels"),
        new RemoteRequest<ListQueries, IReadOnlyList<OpenQuery>>("list-queries"),
        new RemoteRequest<ShowQuery, ShownQuery>("show-query"),
        new RemoteRequest<ShowPairs, ShownPairs>("show-pairs"),
        new RemoteRequest<ShowQuestion, ShownQuestion>("show-question"),
        new RemoteRequest<ShowLedger, QueryLedger>("show-ledger"),
        new RemoteRequest<ComparePair, OpenQuery>("compare-pair"),
        new RemoteRequest<AnswerQuestion, OpenQuery>("answer-question"),
        new RemoteRequest<LabelState, OpenQuery>("label-state"),
        new RemoteRequest<SkipState, OpenQuery>("skip-state"),
        new RemoteRequest<PageAudit, AuditPage>("page-audit"),
    }.ToFrozenDictionary(r => r.Name, StringComparer.Ordinal);

    private static readonly FrozenDictionary<Type, string> Names = Table.Values.ToFrozenDictionary(r => r.Type, r => r.Name);

    /// <summary>The name of a request's type; null: it cannot be sent over the network.</summary>
    public static string? NameOf(Type request) => Names.GetValueOrDefault(request);
}
