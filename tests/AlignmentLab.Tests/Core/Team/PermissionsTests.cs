using System.Reflection;
using AlignmentLab.Algorithms;
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
using AlignmentLab.Core.Team;
using AlignmentLab.Core.Team.Tokens;
using AlignmentLab.Core.Verify;
using AlignmentLab.Events;
using MediatR;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Team;

public sealed class PermissionsTests
{
    private const string Everybody = "viewer annotator researcher auditor admin";

    [Theory]
    [InlineData(typeof(ListRuns), Everybody)]
    [InlineData(typeof(FindRun), Everybody)]
    [InlineData(typeof(FindRuns), Everybody)]
    [InlineData(typeof(FindVersion), Everybody)]
    [InlineData(typeof(ShowRun), Everybody)]
    [InlineData(typeof(ShowBill), Everybody)]
    [InlineData(typeof(ShowDefinition), Everybody)]
    [InlineData(typeof(CompareRuns), Everybody)]
    [InlineData(typeof(PageEvents), Everybody)]
    [InlineData(typeof(ShowEvent), Everybody)]
    [InlineData(typeof(ListCalls), Everybody)]
    [InlineData(typeof(ListIncidents), Everybody)]
    [InlineData(typeof(ShowIncident), Everybody)]
    [InlineData(typeof(ListPlugins), Everybody)]
    [InlineData(typeof(ShowStanding), Everybody)]
    [InlineData(typeof(ListAccounts), Everybody)]
    [InlineData(typeof(ListQueries), Everybody)]
    [InlineData(typeof(ListRollouts), Everybody)]
    [InlineData(typeof(ListEvaluations), Everybody)]
    [InlineData(typeof(ListEvidence), Everybody)]
    [InlineData(typeof(ShowRollout), Everybody)]
    [InlineData(typeof(ShowStates), Everybody)]
    [InlineData(typeof(ListModels), Everybody)]
    [InlineData(typeof(ExportRun), "researcher auditor admin")]
    [InlineData(typeof(ExportModel), "researcher auditor admin")]
    [InlineData(typeof(ShowPortrait), Everybody)]
    [InlineData(typeof(DemandLabels), "researcher auditor admin")]
    [InlineData(typeof(IssueCertificate), "researcher auditor admin")]
    [InlineData(typeof(ListTokens), Everybody)]
    [InlineData(typeof(CreateToken), Everybody)]
    [InlineData(typeof(RevokeToken), Everybody)]
    [InlineData(typeof(ChangePassword), Everybody)]
    [InlineData(typeof(PageAudit), "auditor admin")]
    [InlineData(typeof(CommentIncident), "annotator researcher auditor admin")]
    [InlineData(typeof(ShowQuery), "annotator researcher admin")]
    [InlineData(typeof(LabelState), "annotator researcher admin")]
    [InlineData(typeof(SkipState), "annotator researcher admin")]
    [InlineData(typeof(ShowPairs), "annotator researcher admin")]
    [InlineData(typeof(ComparePair), "annotator researcher admin")]
    [InlineData(typeof(ShowQuestion), "annotator researcher admin")]
    [InlineData(typeof(AnswerQuestion), "annotator researcher admin")]
    [InlineData(typeof(ShowLedger), Everybody)]
    [InlineData(typeof(AssignIncident), "researcher auditor admin")]
    [InlineData(typeof(ChangeIncidentState), "researcher auditor admin")]
    [InlineData(typeof(ReplayRun), "researcher auditor admin")]
    [InlineData(typeof(TagRun), "annotator researcher auditor admin")]
    [InlineData(typeof(ReadCertificate), "viewer annotator researcher auditor admin")]
    [InlineData(typeof(RecordCertificate), "researcher auditor admin")]
    [InlineData(typeof(CheckLab), "researcher auditor admin")]
    [InlineData(typeof(PauseRun), "researcher admin")]
    [InlineData(typeof(PreviewRuns), "researcher admin")]
    [InlineData(typeof(SubmitRuns), "researcher admin")]
    [InlineData(typeof(LaunchRun), "researcher admin")]
    [InlineData(typeof(LaunchRuns), "researcher admin")]
    [InlineData(typeof(CancelRun), "researcher admin")]
    [InlineData(typeof(SubmitFork), "researcher admin")]
    [InlineData(typeof(CreateAccount), "admin")]
    [InlineData(typeof(ChangeRole), "admin")]
    [InlineData(typeof(CloseAccount), "admin")]
    [InlineData(typeof(ResetPassword), "admin")]
    [InlineData(typeof(UseToken), "")]
    [InlineData(typeof(SetUpTeam), "")]
    [InlineData(typeof(CompleteDemands), "")]
    [InlineData(typeof(SignIn), "")]
    public void Allows_EachRole_AsTheTableSays(Type request, string roles) =>
        string.Join(' ', Enum.GetValues<Role>().Where(r => Permissions.Allows(r, request)).Select(r => r.ToString().ToLowerInvariant())).ShouldBe(roles);

    /// <summary>A request that is new in the table has to be put into the matrix above, with the roles that are meant.</summary>
    [Fact]
    public void Table_EveryEntry_IsInTheMatrix() =>
        Permissions.Table.Keys.ShouldBeSubsetOf(typeof(PermissionsTests).GetMethod(nameof(Allows_EachRole_AsTheTableSays))!.GetCustomAttributes<InlineDataAttribute>().Select(d => (Type)d.Data[0]!));

    [Theory]
    [InlineData("answers-asked-1", "auditor admin")]
    [InlineData("run-asked-1", Everybody)]
    [InlineData("team-accounts", Everybody)]
    public void AllowsStream_OfAnswers_ThoseWhoAuditAlone(string stream, string roles) =>
        string.Join(' ', Enum.GetValues<Role>().Where(r => Permissions.AllowsStream(r, new StreamId(stream))).Select(r => r.ToString().ToLowerInvariant())).ShouldBe(roles);

    [Fact]
    public async Task Send_AnAnnotatorReadsTheAnswersThemselves_IsRefused()
    {
        using var lab = new TeamLab();
        await lab.SetUpAsync();
        await lab.CreateAsync("ana", Role.Annotator);
        await using var core = TestLab.Fresh();
        var door = new TeamMediator(core.Mediator, new AccountRoles(lab.Accounts));

        (await Should.ThrowAsync<RefusedException>(() => door.SendAsync("ana", new PageEvents(new StreamId("answers-x"), 0, 10)))).Message.ShouldContain("answers");
        await Should.ThrowAsync<RefusedException>(() => door.SendAsync("ana", new ShowEvent(new StreamId("answers-x"), 0)));
        (await door.SendAsync("mira", new PageEvents(new StreamId("answers-x"), 0, 10))).Events.ShouldBeEmpty();
    }

    [Fact]
    public async Task Send_WithATokenThatOnlyLooks_IsRefusedWhatActs()
    {
        using var lab = new TeamLab();
        await lab.SetUpAsync();
        await using var core = TestLab.Fresh(new EchoModule());
        var run = await core.SubmitAsync(EchoModule.Spec);
        var door = new TeamMediator(core.Mediator, new AccountRoles(lab.Accounts));
        var looking = new Sender("mira", ReadsOnly: true);

        (await door.SendAsync(looking, new ShowRun(run))).Result.Run.ShouldBe(run);
        (await Should.ThrowAsync<RefusedException>(() => door.SendAsync(looking, new CancelRun(run, "no more", "mira")))).Message.ShouldContain("only looks");
    }

    [Fact]
    public void Table_EveryRequestThatActs_NamesItsAuthor()
    {
        // What is issued is an act once it is put on record.
        string[] looks = ["List", "Find", "Show", "Page", "Preview", "CompareRuns", "Read", "Issue"];

        Permissions.Table.Keys.Where(t => !looks.Any(l => t.Name.StartsWith(l, StringComparison.Ordinal))).ShouldAllBe(t => t.IsAssignableTo(typeof(IAuthored)));
    }

    [Fact]
    public void Allows_RequestsThatTheTableDoesNotName_NobodyMay()
    {
        var requests = typeof(Permissions).Assembly.GetTypes().Where(t => t.GetInterfaces().Any(i => i == typeof(IBaseRequest))).ToList();

        requests.Count.ShouldBeGreaterThan(Permissions.Table.Count);
        requests.Where(r => !Permissions.Table.ContainsKey(r)).ShouldAllBe(r => !Enum.GetValues<Role>().Any(role => Permissions.Allows(role, r)));
    }

    [Fact]
    public async Task Send_AViewersComment_IsRefusedBeforeAnythingHappens()
    {
        using var lab = new TeamLab();
        await lab.SetUpAsync();
        await lab.CreateAsync("vera", Role.Viewer);
        await using var core = TestLab.Fresh();
        var door = new TeamMediator(core.Mediator, new AccountRoles(lab.Accounts));

        var refused = await Should.ThrowAsync<RefusedException>(() => door.SendAsync("vera", new CommentIncident("x", "text", "vera")));

        refused.Message.ShouldContain("viewer");
    }

    [Fact]
    public async Task Send_InAnothersName_IsRefused()
    {
        using var lab = new TeamLab();
        await lab.SetUpAsync();
        await using var core = TestLab.Fresh();
        var door = new TeamMediator(core.Mediator, new AccountRoles(lab.Accounts));

        (await Should.ThrowAsync<RefusedException>(() => door.SendAsync("mira", new CommentIncident("x", "text", "vera")))).Message.ShouldContain("vera");
        (await Should.ThrowAsync<RefusedException>(() => door.SendAsync("mira", new CancelRun(new RunId("x"), "no more")))).Message.ShouldContain("name");
        (await Should.ThrowAsync<RefusedException>(() => door.SendAsync("mira", new LabelState(new RunId("x"), new CallId("1/label"), 0, [1], "vera")))).Message.ShouldContain("vera");
        (await Should.ThrowAsync<RefusedException>(() => door.SendAsync("mira", new SkipState(new RunId("x"), new CallId("1/label"), 0, "reason", "vera")))).Message.ShouldContain("vera");
        (await Should.ThrowAsync<RefusedException>(() => door.SendAsync("mira", new ShowQuery(new RunId("x"), new CallId("1/label"), "vera")))).Message.ShouldContain("vera");
    }

    [Fact]
    public async Task Send_LookingThroughAnothersEyes_IsRefused()
    {
        using var lab = new TeamLab();
        await lab.SetUpAsync();
        await using var core = TestLab.Fresh();
        var door = new TeamMediator(core.Mediator, new AccountRoles(lab.Accounts));
        var (run, call) = (new RunId("x"), new CallId("1/compare"));

        (await Should.ThrowAsync<RefusedException>(() => door.SendAsync("mira", new ShowPairs(run, call, "vera")))).Message.ShouldContain("vera");
        (await Should.ThrowAsync<RefusedException>(() => door.SendAsync("mira", new ShowQuestion(run, call, "vera")))).Message.ShouldContain("vera");
        (await Should.ThrowAsync<RefusedException>(() => door.SendAsync("mira", new ComparePair(run, call, 0, Preference.Left, "vera")))).Message.ShouldContain("vera");
        (await Should.ThrowAsync<RefusedException>(() => door.SendAsync("mira", new AnswerQuestion(run, call, new AlignmentLab.Questions.WrittenText("x"), "vera")))).Message.ShouldContain("vera");
    }

    [Fact]
    public async Task Send_RoleWasTakenAway_IsRefusedFromThenOn()
    {
        using var lab = new TeamLab();
        await lab.SetUpAsync();
        await lab.CreateAsync("vera", Role.Researcher);
        await using var core = TestLab.Fresh(new EchoModule());
        var run = await core.SubmitAsync(EchoModule.Spec);
        var door = new TeamMediator(core.Mediator, new AccountRoles(lab.Accounts));
        (await door.SendAsync("vera", new ShowRun(run))).Result.Run.ShouldBe(run);

        await lab.Team.Handle(new CloseAccount("vera", "mira"), default);

        await Should.ThrowAsync<RefusedException>(() => door.SendAsync("vera", new ShowRun(run)));
        await Should.ThrowAsync<RefusedException>(() => door.SendAsync(SoleUser.Name, new ShowRun(run)));
    }
}
