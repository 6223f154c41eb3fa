using AlignmentLab.Algorithms;
using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Core.Provenance;
using AlignmentLab.Core.Replay;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Verify;
using AlignmentLab.Detectors;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Imitation;
using Autofac;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Inbox;

/// <summary>A run whose expert is people: it waits for them, in this process or a later one.</summary>
public sealed class InboxTests
{
    private const string Spec = """
        name: asked
        algorithm: behavioral-cloning
        environment: { name: CartPole-v1, options: { maxEpisodeSteps: 6 } }
        expert: { name: human, options: { actsAs: cartpole-feedback } }
        detectors: []
        options: { labels: 6, evaluationEpisodes: 1, learner: { epochs: 1, model: { hidden: [4] } } }
        """;

    private readonly InMemoryEventStore _store = new(TimeProvider.System);
    private readonly InMemoryBlobStore _blobs = new();
    private readonly InMemoryRunLeases _leases = new();

    private static Module[] Plugins => [new EnvironmentsModule(), new ImitationModule(), new DetectorsModule()];

    private TestLab Lab => new(_store, _blobs, _leases, Plugins);

    [Fact]
    public async Task Run_WhoseExpertIsPeople_WaitsAndEndsOnTheLastAnswer()
    {
        var team = Lab;
        var run = await team.SubmitAsync(Spec);
        var running = Lab.ExecuteAsync(run);
        await WaitsAsync(run, 1);

        await AnswerAllAsync(run, "ana");

        var result = await running;
        result.Status.ShouldBe(RunStatus.Completed);
        var recorded = (await team.EventsAsync(run)).Where(e => e.Type == "labels-recorded.v1").ToList();
        recorded.Count.ShouldBe(1);
        recorded.ShouldAllBe(e => e.Author == "ana");
        (await team.Mediator.Send(new ListQueries())).ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_LaidDownWhileItWaits_GoesOnWithTheAnswersGivenMeanwhile()
    {
        var run = await Lab.SubmitAsync(Spec);
        using var interrupt = new CancellationTokenSource();
        var running = Lab.ExecuteAsync(run, interrupt.Token);
        await WaitsAsync(run, 1);
        await interrupt.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => running);

        await AnswerAllAsync(run, "ana");

        (await Lab.ExecuteAsync(run)).Status.ShouldBe(RunStatus.Completed);
    }

    [Theory]
    [InlineData("cartpole-feedbak", "Did you mean 'cartpole-feedback'?")]
    [InlineData("pendulum-energy", "not for CartPole-v1")]
    public async Task Submit_SomebodyWhoCannotActForPeople_IsToldAtOnce(string name, string message)
    {
        var error = await Should.ThrowAsync<InvalidInputException>(() => Lab.SubmitAsync(Spec, $"expert.options.actsAs={name}"));

        error.Message.ShouldContain(message);
    }

    [Fact]
    public async Task Replay_OfARunWithPeople_TakesTheirAnswersFromTheLog()
    {
        var run = await AnsweredAsync();

        var report = await Lab.Mediator.Send(new ReplayRun(run, ReplayLevel.Effects));

        report.Divergence.ShouldBeNull();
        report.FromLog.ShouldBe(1);
        report.Outside.ShouldBe(["label"]);
        (await Lab.Mediator.Send(new VerifyLab())).Broken.ShouldBeEmpty();
    }

    [Fact]
    public async Task Provenance_OfAModelThatPeopleTaught_NamesThem()
    {
        var run = await AnsweredAsync();
        var model = await Lab.Mediator.Send(new ExportModel(run));

        var report = await Lab.Mediator.Send(new TraceProvenance(model.File));

        report.Labels.ShouldAllBe(l => l.Expert == "human" && l.Author == "ana");
    }

    [Fact]
    public async Task Label_SeveralPeopleAState_IsWhatMostOfThemSay()
    {
        var run = await Lab.SubmitAsync(Spec, "expert.options.answersPerState=3");
        var running = Lab.ExecuteAsync(run);
        await WaitsAsync(run, 1);

        await AnswerAllAsync(run, "ana", _ => 1);
        await AnswerAllAsync(run, "ben", _ => 0);
        (await Lab.Mediator.Send(new ListQueries(run))).Count.ShouldBe(1, "a third is still to answer");
        await AnswerAllAsync(run, "eva", state => state % 2);
        await running;

        var labels = (await Lab.EventsAsync(run)).First(e => e.Type == "labels-recorded.v1");
        labels.Author.ShouldBe("ana, ben, eva");
        var artifact = Sha256.Parse(System.Text.Json.JsonDocument.Parse(labels.Data).RootElement.GetProperty("result").GetProperty("labels").GetProperty("hash").GetString()!);
        Trajectories.StateLabels.FromBytes((await _blobs.GetAsync(artifact))!.Value).Actions.ShouldBe([0, 1, 0, 1, 0, 1]);
    }

    [Fact]
    public async Task Label_TheSameStateTwiceByOnePerson_IsRefused()
    {
        var (run, query) = await WaitingAsync("expert.options.answersPerState=2");
        await Lab.Mediator.Send(new LabelState(run, query, 0, [1], "ana"));

        (await Should.ThrowAsync<InvalidInputException>(() => Lab.Mediator.Send(new LabelState(run, query, 0, [0], "ana")))).Message.ShouldContain("already");
    }

    [Fact]
    public async Task Label_WhereTheLastAnswerWasStoredAndItsProcessDied_WritesTheLabels()
    {
        var (run, query) = await WaitingAsync();
        for (var state = 0; state < 6; state++)
        {
            await _store.AppendAsync(Answers.StreamOf(run), ExpectedVersion.Any, [new NewEvent(
                EventId.New(TimeProvider.System), "state-labelled.v1", AlignmentLab.Serialization.EventJson.Serialize(new StateLabelled(query, state, [1]))) { Author = "ana" }]);
        }

        await Lab.Mediator.Send(new LabelState(run, query, 5, [1], "ana"));

        (await Lab.ExecuteAsync(run)).Status.ShouldBe(RunStatus.Completed);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("0.5")]
    [InlineData("-1")]
    [InlineData("1,0")]
    [InlineData("")]
    public async Task Label_WithNoActionOfTheEnvironment_IsRefused(string action)
    {
        var (run, query) = await WaitingAsync();
        double[] values = [.. action.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(n => double.Parse(n, System.Globalization.CultureInfo.InvariantCulture))];

        (await Should.ThrowAsync<InvalidInputException>(() => Lab.Mediator.Send(new LabelState(run, query, 0, values, "ana")))).Message.ShouldContain("from 0 to 1");
    }

    [Fact]
    public async Task Label_OfAStateOrQueryThatIsNotAsked_SaysWhatIs()
    {
        var (run, query) = await WaitingAsync();

        (await Should.ThrowAsync<InvalidInputException>(() => Lab.Mediator.Send(new LabelState(run, query, 99, [1], "ana")))).Message.ShouldContain("6 from 0 to 5");
        (await Should.ThrowAsync<InvalidInputException>(() => Lab.Mediator.Send(new LabelState(run, new("99/label"), 0, [1], "ana")))).Message.ShouldContain("It waits at");
    }

    [Fact]
    public async Task Skip_AState_KeepsItOpenWithTheReason()
    {
        var (run, query) = await WaitingAsync();

        await Lab.Mediator.Send(new SkipState(run, query, 2, "cannot tell", "ana"));

        var state = (await Lab.Mediator.Send(new ShowQuery(run, query, "ana"))).States[2];
        state.Skips.ShouldBe([new GivenSkip("ana", "cannot tell")]);
        state.Answers.ShouldBeEmpty();
        await Should.ThrowAsync<InvalidInputException>(() => Lab.Mediator.Send(new SkipState(run, query, 2, " ", "ben")));
    }

    [Fact]
    public async Task Show_OnesOwnAnswerIsMissing_HidesWhatOthersSaidAndWhy()
    {
        var (run, query) = await WaitingAsync("expert.options.answersPerState=3");
        await Lab.Mediator.Send(new LabelState(run, query, 2, [1], "ben"));
        await Lab.Mediator.Send(new SkipState(run, query, 2, "clearly 1, and I am biased", "eva"));

        var before = (await Lab.Mediator.Send(new ShowQuery(run, query, "ana"))).States[2];
        await Lab.Mediator.Send(new LabelState(run, query, 2, [0], "ana"));
        var after = (await Lab.Mediator.Send(new ShowQuery(run, query, "ana"))).States[2];

        (before.Given, before.Answers.Count, before.Skips.Count).ShouldBe((1, 0, 0));
        after.Answers.Select(a => a.Author).ShouldBe(["ben", "ana"]);
        after.Skips.ShouldHaveSingleItem().Author.ShouldBe("eva");
    }

    [Fact]
    public async Task Label_ByManyAtOnce_GivesOneResult()
    {
        var run = await Lab.SubmitAsync(Spec);
        var running = Lab.ExecuteAsync(run);
        await WaitsAsync(run, 1);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async person =>
        {
            foreach (var open in await Lab.Mediator.Send(new ListQueries(run)))
            {
                foreach (var state in Enumerable.Range(0, open.States))
                {
                    try
                    {
                        await Lab.Mediator.Send(new LabelState(run, open.Query, state, [1], $"person {person}"));
                    }
                    catch (InvalidInputException)
                    {
                        // Somebody else was first, and the query is closed.
                    }
                }
            }
        }));

        (await running).Status.ShouldBe(RunStatus.Completed);
        (await Lab.Mediator.Send(new ReplayRun(run, ReplayLevel.Effects))).Identical.ShouldBeTrue();
    }

    [Fact]
    public async Task Run_WhereTheExpertShouldActAndNobodyIsNamed_FailsWithWhatToDo()
    {
        var result = await Lab.RunAsync(Spec.Replace(", options: { actsAs: cartpole-feedback }", "", StringComparison.Ordinal));

        result.Status.ShouldBe(RunStatus.Failed);
        result.Reason!.ShouldContain("expert.options.actsAs");
    }

    private async Task<RunId> AnsweredAsync()
    {
        var run = await Lab.SubmitAsync(Spec);
        var running = Lab.ExecuteAsync(run);
        await WaitsAsync(run, 1);
        await AnswerAllAsync(run, "ana");
        await running;
        return run;
    }

    // A run that was laid down at its first queries.
    private async Task<(RunId Run, CallId Query)> WaitingAsync(params string[] settings)
    {
        var run = await Lab.SubmitAsync(Spec, settings);
        using var interrupt = new CancellationTokenSource();
        var running = Lab.ExecuteAsync(run, interrupt.Token);
        await WaitsAsync(run, 1);
        await interrupt.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => running);
        return (run, (await Lab.Mediator.Send(new ListQueries(run)))[0].Query);
    }

    private async Task WaitsAsync(RunId run, int queries)
    {
        using var hung = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var asked = 0;
        await foreach (var e in _store.SubscribeStreamAsync(run.Stream, -1, hung.Token))
        {
            asked += e.Type == "labels-requested.v1" ? 1 : 0;
            if (asked == queries)
            {
                return;
            }
        }
    }

    private async Task AnswerAllAsync(RunId run, string author, Func<int, double>? action = null)
    {
        var lab = Lab;
        foreach (var open in await lab.Mediator.Send(new ListQueries(run)))
        {
            foreach (var state in (await lab.Mediator.Send(new ShowQuery(run, open.Query, author))).States)
            {
                await lab.Mediator.Send(new LabelState(run, open.Query, state.State, [action?.Invoke(state.State) ?? (state.Observation[2] > 0 ? 1 : 0)], author));
            }
        }
    }
}
