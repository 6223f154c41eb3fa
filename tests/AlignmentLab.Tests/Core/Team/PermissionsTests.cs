using AlignmentLab.Algorithms;
using AlignmentLab.Core.Certificates;
using AlignmentLab.Core.Notes;
using AlignmentLab.Core.Runs.Pause;
using AlignmentLab.Core.Verify;
using AlignmentLab.Core.Forks;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Core.Replay;
using AlignmentLab.Core.Rollouts;
using AlignmentLab.Core.Runs.Cancel;
using AlignmentLab.Core.Runs.Launch;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Core.Runs.Submit;
using AlignmentLab.Core.Team;
using AlignmentLab.Events;
using MediatR;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Team;

public sealed class PermissionsTests
{
    [Theory]
    [InlineData(typeof(ShowRun), "viewer annotator researcher auditor admin")]
    [InlineData(typeof(CommentIncident), "annotator researcher auditor admin")]
    [InlineData(typeof(ListQueries), "viewer annotator researcher auditor admin")]
    [InlineData(typeof(ListRollouts), "viewer annotator researcher auditor admin")]
    [InlineData(typeof(ShowRollout), "viewer annotator researcher auditor admin")]
    [InlineData(typeof(ShowQuery), "annotator researcher admin")]
    [InlineData(typeof(LabelState), "annotator researcher admin")]
    [InlineData(typeof(SkipState), "annotator researcher admin")]
    [InlineData(typeof(ShowPairs), "annotator researcher admin")]
    [InlineData(typeof(ComparePair), "annotator researcher admin")]
    [InlineData(typeof(ShowQuestion), "annotator researcher admin")]
    [InlineData(typeof(AnswerQuestion), "annotator researcher admin")]
    [InlineData(typeof(ShowLedger), "viewer annotator researcher auditor admin")]
    [InlineData(typeof(AssignIncident), "researcher auditor admin")]
    [InlineData(typeof(ChangeIncidentState), "researcher auditor admin")]
    [InlineData(typeof(ReplayRun), "researcher auditor admin")]
    [InlineData(typeof(TagRun), "annotator researcher auditor admin")]
    [InlineData(typeof(ReadCertificate), "viewer annotator researcher auditor admin")]
    [InlineData(typeof(RecordCertificate), "researcher auditor admin")]
    [InlineData(typeof(CheckLab), "researcher auditor admin")]
    [InlineData(typeof(PauseRun), "researcher admin")]
    [InlineData(typeof(LaunchRun), "researcher admin")]
    [InlineData(typeof(CancelRun), "researcher admin")]
    [InlineData(typeof(SubmitFork), "researcher admin")]
    [InlineData(typeof(CreateAccount), "admin")]
    [InlineData(typeof(ChangeRole), "admin")]
    [InlineData(typeof(CloseAccount), "admin")]
    [InlineData(typeof(SubmitRuns), "")]
    [InlineData(typeof(SetUpTeam), "")]
    [InlineData(typeof(SignIn), "")]
    public void Allows_EachRole_AsTheTableSays(Type request, string roles) =>
        string.Join(' ', Enum.GetValues<Role>().Where(r => Permissions.Allows(r, request)).Select(r => r.ToString().ToLowerInvariant())).ShouldBe(roles);

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
