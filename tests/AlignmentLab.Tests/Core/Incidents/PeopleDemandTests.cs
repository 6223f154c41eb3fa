using AlignmentLab.Algorithms;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Core.Projections;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Verify;
using AlignmentLab.Detection;
using AlignmentLab.Engines;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Host.Serving;
using AlignmentLab.Imitation;
using AlignmentLab.Serialization;
using AlignmentLab.Tests.Core.Inbox;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Incidents;

/// <summary>Labels demanded for an incident of a run whose expert is people.</summary>
public sealed class PeopleDemandTests
{
    private const string Spec = """
        name: asked
        algorithm: behavioral-cloning
        environment: { name: CartPole-v1, options: { maxEpisodeSteps: 6 } }
        expert: { name: human, options: { actsAs: cartpole-feedback, answersPerState: 1 } }
        detectors: []
        options: { labels: 6, evaluationEpisodes: 2, learner: { epochs: 1, model: { hidden: [4] } } }
        """;

    private readonly People _people = new(new EnvironmentsModule(), new ImitationModule());

    [Fact]
    public async Task Demand_OfPeople_WaitsInTheInboxAndEndsOnTheLastAnswer()
    {
        await using var lab = _people.Lab;
        var incident = await OpenedAsync(lab);
        var events = (await lab.EventsAsync(incident.Run)).Count;

        var asked = await lab.Mediator.Send(new DemandLabels(incident.Id.Value, 4, "ann"));

        var act = asked.Actions.ShouldHaveSingleItem();
        (act.Author, act.Asked!.States.Count, act.Answered).ShouldBe(("ann", 4, 0));
        var open = (await lab.Mediator.Send(new ListQueries(Annotator: "ana"))).ShouldHaveSingleItem();
        (open.Incident, open.Query, open.States, open.Yours).ShouldBe((incident.Id.Value, act.Query!.Value, 4, 4));
        var shown = await lab.Mediator.Send(new ShowQuery(incident.Run, open.Query, "ana"));
        shown.States.ShouldAllBe(s => s.Observation.Length == 4 && s.Answers.Count == 0);

        await AnswerAsync(lab, shown, shown.States.Take(3));
        (await lab.Mediator.Send(new ShowIncident(incident.Id.Value))).Actions.ShouldHaveSingleItem().Answered.ShouldBe(3);
        await lab.Mediator.Send(new SkipState(incident.Run, open.Query, shown.States[3].State, "cannot tell", "bo"));
        await AnswerAsync(lab, shown, shown.States.Skip(3));

        var ended = (await lab.Mediator.Send(new ShowIncident(incident.Id.Value))).Actions;
        ended.Select(a => (a.Author, a.Query)).ShouldBe([("ann", act.Query), ("ana", act.Query)]);
        ended[0].Answered.ShouldBe(4);
        var labels = ended[1].Labels!;
        (labels.Count, labels.Source, labels.Close).ShouldBe((4, incident.EvidenceVersions[^1], 0));
        labels.Disagreements.ShouldBe(await DifferingAsync(labels));
        (await lab.Mediator.Send(new ListQueries())).ShouldBeEmpty();
        (await lab.EventsAsync(incident.Run)).Count.ShouldBe(events, "the run is left alone");
        (await lab.Mediator.Send(new ShowLedger(incident.Run))).Asked.ShouldBe(6, "so is its budget");
        (await lab.Mediator.Send(new VerifyLab())).Broken.ShouldBeEmpty();
    }

    [Fact]
    public async Task Complete_AfterACrashBetweenTheLastAnswerAndTheResult_WritesTheResultOnce()
    {
        await using var lab = _people.Lab;
        var incident = await OpenedAsync(lab);
        await lab.Mediator.Send(new DemandLabels(incident.Id.Value, 3, "ann"));
        var open = (await lab.Mediator.Send(new ListQueries(incident.Run))).ShouldHaveSingleItem();
        var shown = await lab.Mediator.Send(new ShowQuery(incident.Run, open.Query, "ana"));
        (await lab.Mediator.Send(new CompleteDemands(incident.Run))).ShouldBe(0, "an answer is missing");
        await using (var dying = _people.Dying(appends: 3))
        {
            await Should.ThrowAsync<EnvironmentFailureException>(() => AnswerAsync(dying, shown, shown.States));
        }

        // A process that looks, two that complete at once, and one that comes late.
        await using var next = _people.Lab;
        await using var other = _people.Lab;
        var answered = (await next.Mediator.Send(new ListQueries(incident.Run))).ShouldHaveSingleItem();
        (answered.Answered, answered.States).ShouldBe((3, 3));
        await Task.WhenAll(next.Mediator.Send(new CompleteDemands(incident.Run)), other.Mediator.Send(new CompleteDemands(incident.Run)));
        (await next.Mediator.Send(new CompleteDemands(incident.Run))).ShouldBe(0);

        var ended = (await next.Mediator.Send(new ShowIncident(incident.Id.Value))).Actions;
        ended.Select(a => (a.Author, a.Labels?.Count)).ShouldBe([("ann", null), ("ana", 3)], "its authors are those who answered");
        (await next.Mediator.Send(new ListQueries(incident.Run))).ShouldBeEmpty();
        (await next.Mediator.Send(new VerifyLab())).Broken.ShouldBeEmpty();
    }

    [Fact]
    public async Task Keeping_OfAServer_CompletesWhatACrashLeftBehind()
    {
        await using var lab = _people.Lab;
        var incident = await OpenedAsync(lab);
        await lab.Mediator.Send(new DemandLabels(incident.Id.Value, 2, "ann"));
        var open = (await lab.Mediator.Send(new ListQueries(incident.Run))).ShouldHaveSingleItem();
        var shown = await lab.Mediator.Send(new ShowQuery(incident.Run, open.Query, "ana"));
        await using (var dying = _people.Dying(appends: 2))
        {
            await Should.ThrowAsync<EnvironmentFailureException>(() => AnswerAsync(dying, shown, shown.States));
        }

        await using var served = _people.Lab;
        await using var view = new LabView(_people.Store, _people.Leases, served.Plugins, TimeProvider.System);
        view.Start();
        using var keeping = new DemandKeeping(view, served.Mediator);
        await keeping.StartAsync(CancellationToken.None);

        using var hung = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (var e in _people.Store.SubscribeStreamAsync(incident.Id.Stream, -1, hung.Token))
        {
            if (e.Type == "labels-demanded.v1")
            {
                e.Author.ShouldBe("ana");
                break;
            }
        }

        await keeping.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Demand_Twice_AsksTwoQueries()
    {
        await using var lab = _people.Lab;
        var incident = await OpenedAsync(lab);

        await lab.Mediator.Send(new DemandLabels(incident.Id.Value, 2, "ann"));
        await lab.Mediator.Send(new DemandLabels(incident.Id.Value, null, "ann"));

        (await lab.Mediator.Send(new ListQueries(incident.Run))).Select(q => q.States).ShouldBe([2, 12], "each episode has six states");
        await using var view = new LabView(_people.Store, _people.Leases, lab.Plugins, TimeProvider.System);
        await foreach (var e in _people.Store.ReadAllAsync(ReadDirection.Forwards, 1, EventFilter.All))
        {
            view.Add(e);
        }

        view.Incident(incident.Id)!.Waiting.ShouldBe(2);
    }

    [Fact]
    public async Task Demand_OfPeople_MoreThanTheyAreAskedFor_IsRefused()
    {
        await using var lab = _people.Lab;
        var incident = await OpenedAsync(lab);

        (await Should.ThrowAsync<InvalidInputException>(() => lab.Mediator.Send(new DemandLabels(incident.Id.Value, 51, "ann")))).Message.ShouldContain("1 to 50");
    }

    private async Task<Incident> OpenedAsync(TestLab lab)
    {
        var run = await lab.SubmitAsync(Spec);
        (await _people.ExecuteAsync(lab, run, "ana"))!.Status.ShouldBe(RunStatus.Completed);
        var evaluated = (await lab.EventsAsync(run)).Last(e => e.Type == "evaluation-completed.v1").Version;
        var id = IncidentId.Of(run, "shift", "states");
        var opened = new IncidentOpened(run, "shift", "covariate-shift", Severity.Medium, "Other states", "It visits others.", [], [evaluated]);
        await _people.Store.AppendAsync(id.Stream, ExpectedVersion.NoStream, [new NewEvent(EventId.New(TimeProvider.System), "incident-opened.v1", EventJson.Serialize(opened))]);
        return await lab.Mediator.Send(new ShowIncident(id.Value));
    }

    private static async Task AnswerAsync(TestLab lab, ShownQuery shown, IEnumerable<QueryState> states)
    {
        foreach (var state in states)
        {
            await lab.Mediator.Send(new LabelState(shown.Query.Run, shown.Query.Query, state.State, [0], "ana"));
        }
    }

    private async Task<int> DifferingAsync(LabelsDemanded labels)
    {
        var taken = AlignmentLab.Trajectories.StateLabels.FromBytes((await _people.Blobs.GetAsync(labels.Taken.Hash))!.Value);
        var given = AlignmentLab.Trajectories.StateLabels.FromBytes((await _people.Blobs.GetAsync(labels.Labels.Hash))!.Value);
        given.Observations.ShouldBe(taken.Observations);
        given.Actions.ShouldAllBe(a => a == 0);
        return taken.Actions.Count(a => a != 0);
    }
}
