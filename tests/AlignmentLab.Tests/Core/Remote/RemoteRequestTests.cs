using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AlignmentLab.Core.Exports;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Core.Notes;
using AlignmentLab.Core.Projections;
using AlignmentLab.Core.Provenance;
using AlignmentLab.Core.Remote;
using AlignmentLab.Core.Replay;
using AlignmentLab.Core.Rollouts;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Core.Runs.Submit;
using AlignmentLab.Core.Team;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Imitation;
using AlignmentLab.Tests.Core.Team;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Remote;

public sealed class RemoteRequestTests
{
    /// <summary>A name is part of an address that programs know: it may be added, and never renamed.</summary>
    [Fact]
    public void Names_AreForEver() => RemoteRequests.Table.Keys.Order(StringComparer.Ordinal).ShouldBe(
    [
        "answer-question", "assign-incident", "cancel-run", "change-incident-state", "comment-incident", "compare-pair", "compare-runs", "demand-labels", "export-model", "find-run", "find-runs", "find-version",
        "label-state", "launch-runs", "list-evaluations", "list-incidents", "list-models", "list-queries", "list-rollouts", "list-runs", "page-audit", "page-events", "pause-run", "replay-run", "show-bill", "show-incident", "show-ledger", "show-pairs", "show-query", "show-question",
        "show-run", "show-states", "skip-state", "submit-fork", "submit-runs", "tag-run",
    ]);

    [Fact]
    public void Table_EveryRequest_StandsInThePermissions() => RemoteRequests.Table.Values.Select(r => r.Type).ShouldBeSubsetOf(Permissions.Table.Keys);

    [Fact]
    public void Table_NoRequest_MakesAccountsPasswordsOrTokens() =>
        RemoteRequests.Table.Values.Where(r => r.Type.Namespace!.StartsWith(typeof(Permissions).Namespace!, StringComparison.Ordinal)).ShouldBeEmpty();

    /// <summary>The server puts the sender's name there; under another name it would be somebody else's to give.</summary>
    [Fact]
    public void Table_EveryRequestOfAPerson_NamesThemWhereTheServerFillsIn()
    {
        foreach (var type in RemoteRequests.Table.Values.Select(r => r.Type))
        {
            var members = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First().GetParameters().Select(p => p.Name).ToList();
            members.Contains("Author").ShouldBe(type.IsAssignableTo(typeof(IAuthored)), type.Name);
            members.Contains("Asker").ShouldBe(type.IsAssignableTo(typeof(IAsked)), type.Name);
        }
    }

    [Fact]
    public async Task Send_SubmitAndShow_ComesBackAsItIs()
    {
        await using var world = await World.OfAsync();
        var submitted = await world.SendAsync<IReadOnlyList<SubmittedRun>>("mira", new SubmitRuns(EchoModule.Spec, "spec.yaml", ["options.count=2"], Author: ""));
        var run = submitted.Single().Run;
        await world.Core.ExecuteAsync(run);

        var shown = await world.SendAsync<ShownRun>("mira", new ShowRun(run));
        var listed = await world.SendAsync<IReadOnlyList<RunSummary>>("mira", new ListRuns(new AsOf(1)));
        var page = await world.SendAsync<EventPage>("mira", new PageEvents(run.Stream, 0, 500));
        var report = await world.SendAsync<ReplayReport>("mira", new ReplayRun(run, ReplayLevel.Effects, Progress: new Progress<double>()));

        var own = await world.Core.Mediator.Send(new ShowRun(run), TestContext.Current.CancellationToken);
        JsonSerializer.Serialize(shown, RemoteJson.Options).ShouldBe(JsonSerializer.Serialize(own, RemoteJson.Options));
        shown.Result.Digest.ShouldBe(own.Result.Digest);
        shown.Submitted.Overrides.ShouldBeEmpty();
        listed.Single().Events.ShouldBe(1, "as of the first position");
        var events = await world.Core.EventsAsync(run);
        page.Events.Select(e => (e.Version, e.ChainHash, Encoding.UTF8.GetString(e.Data.Span))).ShouldBe(events.Select(e => (e.Version, e.ChainHash, Encoding.UTF8.GetString(e.Data.Span))));
        events[0].Author.ShouldBe("mira", "who gives no author is it");
        report.Identical.ShouldBeTrue();
        (await world.SendAsync<RunNotes>("mira", new TagRun(run, "kept", Remove: false, ""))).Tags.ShouldBe(["kept"]);
    }

    [Fact]
    public async Task Send_InAnothersName_IsRefused()
    {
        await using var world = await World.OfAsync();

        await Should.ThrowAsync<RefusedException>(() => world.SendAsync<object>("mira", new SubmitRuns(EchoModule.Spec, "spec.yaml", [], Author: "vera")));
        await Should.ThrowAsync<RefusedException>(() => world.SendAsync<object>("mira", new ShowQuery(new("x"), new("1/label"), "vera")));
        await Should.ThrowAsync<RefusedException>(() => world.SendAsync<object>("nobody", new ListRuns()));
    }

    [Theory]
    [InlineData("show-run", "")]
    [InlineData("show-run", "[]")]
    [InlineData("show-run", "null")]
    [InlineData("show-run", "{}")]
    [InlineData("show-run", "{\"run\":7}")]
    [InlineData("show-run", "{\"run\":\"x\",\"at\":-1}")]
    [InlineData("show-run", "{\"run\":\"x\",\"$type\":\"System.Object\"}")]
    [InlineData("submit-runs", "{\"text\":\"name: x\",\"source\":\"x\",\"setings\":[],\"settings\":[]}")]
    [InlineData("submit-runs", "{\"text\":null,\"source\":\"x\",\"settings\":[]}")]
    [InlineData("page-events", "{\"stream\":\"a b\",\"from\":0,\"count\":1}")]
    public async Task Send_WhatIsNoSuchRequest_IsRefusedWithOneMessage(string name, string body)
    {
        await using var world = await World.OfAsync();

        (await Should.ThrowAsync<InvalidInputException>(() => RemoteRequests.Table[name].SendAsync(world.Door, new Sender("mira"), Encoding.UTF8.GetBytes(body), default)))
            .Message.ShouldContain($"'{name}'");
    }

    [Fact]
    public void Json_OfAQuery_KeepsItsActionSpace()
    {
        var query = new ShownQuery(new OpenQuery(new("x"), new("1/label"), DateTimeOffset.UnixEpoch, "Pendulum-v1", 1, 0), new BoxSpace([double.NegativeInfinity], [2]), 1, []);

        var read = JsonSerializer.Deserialize<ShownQuery>(JsonSerializer.SerializeToUtf8Bytes(query, RemoteJson.Options), RemoteJson.Options)!;

        read.ActionSpace.ShouldBe(query.ActionSpace);
        read.Query.ShouldBe(query.Query);
    }

    [Fact]
    public async Task Send_RolloutsAndModels_ComeBackAsTheyAre()
    {
        await using var world = await World.OfAsync(new EnvironmentsModule(), new ImitationModule());
        var run = (await world.Core.RunAsync("""
            name: cloned
            algorithm: behavioral-cloning
            environment: { name: CartPole-v1, options: { maxEpisodeSteps: 20 } }
            detectors: []
            options: { labels: 20, evaluationEpisodes: 2, learner: { epochs: 1, model: { hidden: [4] } } }
            """)).Run;

        var rollouts = await world.SendAsync<RolloutPage>("mira", new ListRollouts(run));
        var evaluations = await world.SendAsync<EvaluationPage>("mira", new ListEvaluations(run));
        var states = await world.SendAsync<ShownStates>("mira", new ShowStates(run, rollouts.Rollouts[0].Call, From: 1, Count: 3, Pictures: true));
        var episode = await world.SendAsync<ShownStates>("mira", new ShowStates(run, evaluations.Evaluations[^1].Call, Episode: 2));
        var models = await world.SendAsync<IReadOnlyList<TrainedCheckpoint>>("mira", new ListModels(run));
        var exported = await world.SendAsync<ExportedModel>("mira", new ExportModel(run, Author: ""));

        states.States.Select(s => s.State).ShouldBe([1, 2, 3]);
        states.States.ShouldAllBe(s => s.Done!.StartsWith("push", StringComparison.Ordinal) && s.Labels.Count == 1 && s.Picture is AlignmentLab.Environments.Pictures.Scene);
        JsonSerializer.Serialize(states, RemoteJson.Options).ShouldBe(JsonSerializer.Serialize(
            await world.Core.Mediator.Send(new ShowStates(run, rollouts.Rollouts[0].Call, From: 1, Count: 3, Pictures: true)), RemoteJson.Options));
        episode.Replayed!.IsAsRecorded.ShouldBeTrue();
        (await Should.ThrowAsync<InvalidInputException>(() => world.SendAsync<ShownStates>("mira", new ShowStates(run, rollouts.Rollouts[0].Call, From: 99)))).Message.ShouldContain("not 99");
        models.ShouldHaveSingleItem().Call.ShouldBe(exported.Proof.Call);
        CheckpointProof.Detach(exported.File).Proof.ShouldBe(exported.Proof);
    }

    [Fact]
    public async Task Export_OverTheNetwork_IsInTheSendersNameOrRefused()
    {
        await using var world = await World.OfAsync();
        var run = (await world.Core.RunAsync(EchoModule.Spec)).Run;
        using var file = new MemoryStream();
        var request = RemoteExport.Read(RemoteExport.Write(new ExportRun(run, Stream.Null)), new Sender("mira"), file);

        var exported = await world.Door.SendAsync(new Sender("mira"), request);

        exported.Events.ShouldBeGreaterThan(1);
        file.Length.ShouldBeGreaterThan(0);
        await Should.ThrowAsync<RefusedException>(() => world.Door.SendAsync(new Sender("mira", ReadsOnly: true), request));
        Should.Throw<InvalidInputException>(() => RemoteExport.Read(Encoding.UTF8.GetBytes("""{"run":"x","author":"vera"}"""), new Sender("mira"), file)).Message.ShouldContain("'export-run'");
    }

    private sealed class World(TeamLab team, TestLab core) : IAsyncDisposable
    {
        public TestLab Core { get; } = core;

        public TeamMediator Door { get; } = new(core.Mediator, new AccountRoles(team.Accounts));

        public static async Task<World> OfAsync(params Autofac.Module[] plugins)
        {
            var team = new TeamLab();
            await team.SetUpAsync();
            return new World(team, TestLab.Fresh([new EchoModule(), .. plugins]));
        }

        public async Task<T> SendAsync<T>(string name, object request)
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(request, request.GetType(), RemoteJson.Options);
            var answer = await RemoteRequests.Table[RemoteRequests.NameOf(request.GetType())!].SendAsync(Door, new Sender(name), body, default);
            return JsonSerializer.Deserialize<T>(answer, RemoteJson.Options)!;
        }

        public async ValueTask DisposeAsync()
        {
            team.Dispose();
            await Core.DisposeAsync();
        }
    }
}
