using System.Collections.Frozen;
using AlignmentLab.Core.Audit;
using AlignmentLab.Core.Certificates;
using AlignmentLab.Core.Differences;
using AlignmentLab.Core.Environments;
using AlignmentLab.Core.Exports;
using AlignmentLab.Core.Forks;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Core.Notes;
using AlignmentLab.Core.Plugins;
using AlignmentLab.Core.Projections;
using AlignmentLab.Core.Provenance;
using AlignmentLab.Core.Replay;
using AlignmentLab.Core.Rollouts;
using AlignmentLab.Core.Runs.Bill;
using AlignmentLab.Core.Runs.Cancel;
using AlignmentLab.Core.Runs.Find;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Core.Runs.Launch;
using AlignmentLab.Core.Runs.Pause;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Core.Runs.Submit;
using AlignmentLab.Core.Team.Tokens;
using AlignmentLab.Core.Verify;
using AlignmentLab.Events;

namespace AlignmentLab.Core.Team;

/// <summary>Which roles may send which command or query. What is not in the table is refused to everybody.</summary>
public static class Permissions
{
    private static readonly Role[] Everybody = Enum.GetValues<Role>();
    private static readonly Role[] Commenting = [Role.Annotator, Role.Researcher, Role.Auditor, Role.Admin];
    private static readonly Role[] Answering = [Role.Annotator, Role.Researcher, Role.Admin];
    private static readonly Role[] Handling = [Role.Researcher, Role.Auditor, Role.Admin];
    private static readonly Role[] Experimenting = [Role.Researcher, Role.Admin];
    private static readonly Role[] Auditing = [Role.Auditor, Role.Admin];
    private static readonly Role[] Managing = [Role.Admin];

    /// <summary>The whole table.</summary>
    public static FrozenDictionary<Type, IReadOnlyList<Role>> Table { get; } = new Dictionary<Type, IReadOnlyList<Role>>
    {
        [typeof(ListRuns)] = Everybody,
        [typeof(FindRun)] = Everybody,
        [typeof(FindRuns)] = Everybody,
        [typeof(CompareRuns)] = Everybody,
        [typeof(ShowRun)] = Everybody,
        [typeof(ShowBill)] = Everybody,
        [typeof(ShowDefinition)] = Everybody,
        [typeof(FindVersion)] = Everybody,
        [typeof(PageEvents)] = Everybody,
        [typeof(ShowEvent)] = Everybody,
        [typeof(ListCalls)] = Everybody,
        [typeof(ListIncidents)] = Everybody,
        [typeof(ShowIncident)] = Everybody,
        [typeof(ListEvidence)] = Everybody,
        [typeof(ReadCertificate)] = Everybody,
        [typeof(ListPlugins)] = Everybody,
        [typeof(ShowStanding)] = Everybody,
        [typeof(ListAccounts)] = Everybody,
        [typeof(ListTokens)] = Everybody,
        [typeof(CreateToken)] = Everybody,
        [typeof(RevokeToken)] = Everybody,
        [typeof(ChangePassword)] = Everybody,
        [typeof(ListQueries)] = Everybody,
        [typeof(ListRollouts)] = Everybody,
        [typeof(ListEvaluations)] = Everybody,
        [typeof(ShowRollout)] = Everybody,
        [typeof(ShowStates)] = Everybody,
        [typeof(ListModels)] = Everybody,
        [typeof(ShowPortrait)] = Everybody,
        [typeof(ShowLedger)] = Everybody,

        [typeof(CommentIncident)] = Commenting,
        [typeof(TagRun)] = Commenting,
        [typeof(ShowQuery)] = Answering,
        [typeof(LabelState)] = Answering,
        [typeof(SkipState)] = Answering,
        [typeof(ShowPairs)] = Answering,
        [typeof(ComparePair)] = Answering,
        [typeof(ShowQuestion)] = Answering,
        [typeof(AnswerQuestion)] = Answering,
        [typeof(DemandLabels)] = Handling,
        [typeof(AssignIncident)] = Handling,
        [typeof(ChangeIncidentState)] = Handling,
        [typeof(ReplayRun)] = Handling,
        [typeof(IssueCertificate)] = Handling,
        [typeof(RecordCertificate)] = Handling,
        [typeof(CheckLab)] = Handling,
        [typeof(ExportRun)] = Handling,
        [typeof(ExportModel)] = Handling,

        [typeof(PageAudit)] = Auditing,

        [typeof(PreviewRuns)] = Experimenting,
        [typeof(SubmitRuns)] = Experimenting,
        [typeof(LaunchRun)] = Experimenting,
        [typeof(PauseRun)] = Experimenting,
        [typeof(LaunchRuns)] = Experimenting,
        [typeof(CancelRun)] = Experimenting,
        [typeof(SubmitFork)] = Experimenting,

        [typeof(CreateAccount)] = Managing,
        [typeof(ChangeRole)] = Managing,
        [typeof(CloseAccount)] = Managing,
        [typeof(ResetPassword)] = Managing,
    }.ToFrozenDictionary();

    /// <summary>Whether a role may send requests of a type.</summary>
    public static bool Allows(Role role, Type request) => Table.TryGetValue(request, out var roles) && roles.Contains(role);

    /// <summary>Whether a role may read the events of a stream as they are. Those with people's answers are for those who audit.</summary>
    public static bool AllowsStream(Role role, StreamId stream) => stream.Category != Answers.StreamCategory || Auditing.Contains(role);
}
