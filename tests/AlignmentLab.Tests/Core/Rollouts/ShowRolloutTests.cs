using AlignmentLab.Algorithms;
using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Core.Retention;
using AlignmentLab.Core.Rollouts;
using AlignmentLab.Environments.Pictures;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using Autofac;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Rollouts;

public sealed class ShowRolloutTests
{
    private readonly InMemoryEventStore _store = new(TimeProvider.System);
    private readonly InMemoryBlobStore _blobs = new();
    private readonly InMemoryRunLeases _leases = new();

    [Fact]
    public async Task ShowRollout_StateByState_GivesWhatWasSeenDoneAndLabelled()
    {
        await using var lab = Lab(new CorridorModule());
        var (run, rollouts) = await RecordAsync(lab, "options.rollouts=2", "options.labels=3");

        var shown = await lab.Mediator.Send(new ShowRollout(run, rollouts[0].Call));

        var steps = Enumerable.Range(0, shown.Episode.Steps + 1).Select(shown.Episode.At).ToList();
        shown.Episode.Steps.ShouldBe(shown.Summary.Steps);
        steps.SkipLast(1).ShouldAllBe(s => s.Action != null && s.Reward == -1 && s.Return == -(s.State + 1) && s.Ending == null);
        (steps[^1].Action, steps[^1].Reward, steps[^1].Return, steps[^1].Ending).ShouldBe((null, null, shown.Summary.Return, shown.Summary.Ending));
        steps.Skip(1).Zip(steps, (now, before) => now.Observation[0] - before.Observation[0]).Zip(steps, (moved, step) => (moved, step))
            .ShouldAllBe(s => s.moved == (s.step.Action![0] == 1 ? 1 : s.step.Observation[0] == 0 ? 0 : -1));
        steps.Select(s => s.Labels.Count).ShouldBe(Enumerable.Range(0, steps.Count).Select(i => i < 3 ? 1 : 0));
        steps.SelectMany(s => s.Labels.Select(l => (l.Agreement, s.Action))).ShouldAllBe(s => s.Agreement == (s.Action![0] == 1 ? Agreement.Same : Agreement.Different));
        shown.Episode.Differences.Count.ShouldBe((int)shown.Summary.Disagreements);
        shown.Episode.Labels.ShouldHaveSingleItem().Name.ShouldBe("corridor-right");
    }

    [Fact]
    public async Task ShowRollout_OfSeveral_NamesItsNeighbours()
    {
        await using var lab = Lab(new CorridorModule());
        var (run, rollouts) = await RecordAsync(lab);

        var shown = await Task.WhenAll(rollouts.Select(r => lab.Mediator.Send(new ShowRollout(run, r.Call))));

        shown.Select(s => s.Previous).ShouldBe([null, rollouts[0].Call, rollouts[1].Call]);
        shown.Select(s => s.Next).ShouldBe([rollouts[1].Call, rollouts[2].Call, null]);
    }

    [Fact]
    public async Task ShowRollout_OfAGridworld_DrawsItsBoardAndNamesItsNumbers()
    {
        await using var lab = Lab(new CorridorModule());
        var (run, rollouts) = await RecordAsync(lab);

        var episode = (await lab.Mediator.Send(new ShowRollout(run, rollouts[0].Call))).Episode;

        var board = episode.Draw(0).ShouldBeOfType<Board>();
        board.Rows[1].IndexOf('A').ShouldBe(1 + (int)episode.At(0).Observation[0]);
        episode.Environment.Observation(0).ShouldBe("place");
        episode.Environment.Say([1]).ShouldBe("go right");
    }

    [Fact]
    public async Task ShowRollout_WhoseEnvironmentIsNotInstalled_ShowsTheNumbers()
    {
        await using var recording = Lab(new CorridorModule());
        var (run, rollouts) = await RecordAsync(recording);
        await using var lab = Lab(new CorridorModule(withEnvironment: false));

        var episode = (await lab.Mediator.Send(new ShowRollout(run, rollouts[0].Call))).Episode;

        episode.Draw(0).ShouldBeNull();
        episode.Environment.Observation(0).ShouldBe("feature 0");
        episode.Environment.Say([1]).ShouldBe("1");
        episode.At(0).Labels.ShouldHaveSingleItem().Agreement.ShouldBe(episode.At(0).Action![0] == 1 ? Agreement.Same : Agreement.Different);
    }

    [Fact]
    public async Task ShowRollout_WhoseTrajectoryWasRemoved_SaysWhoRemovedItAndWhy()
    {
        await using var lab = Lab(new CorridorModule());
        var (run, rollouts) = await RecordAsync(lab);
        await lab.Mediator.Send(new RemoveArtifacts(run, null, rollouts[1].Trajectory.Hash, "the annotator withdrew", "ana"));

        var gone = await Should.ThrowAsync<InvalidInputException>(() => lab.Mediator.Send(new ShowRollout(run, rollouts[1].Call)));

        gone.Message.ShouldContain($"trajectory of {rollouts[1].Call} was removed by ana");
        gone.Message.ShouldContain("the annotator withdrew");
        (await lab.Mediator.Send(new ListRollouts(run))).Total.ShouldBe(3);
    }

    [Fact]
    public async Task ShowRollout_WhoseLabelsWereRemoved_ShowsTheEpisodeAndSaysSo()
    {
        await using var lab = Lab(new CorridorModule());
        var (run, rollouts) = await RecordAsync(lab);
        var labels = (await lab.Mediator.Send(new ShowRollout(run, rollouts[0].Call))).Episode.Labels[0];
        await lab.Mediator.Send(new RemoveArtifacts(run, labels.Call, null, "withdrawn", "ana"));

        var episode = (await lab.Mediator.Send(new ShowRollout(run, rollouts[0].Call))).Episode;

        episode.At(0).Labels.ShouldBeEmpty();
        episode.Labels.ShouldHaveSingleItem().Removal!.ShouldContain($"labels of {labels.Call} was removed by ana");
    }

    [Fact]
    public async Task ShowRollout_WhoseBlobIsLost_TellsWhatToRestore()
    {
        await using var lab = Lab(new CorridorModule());
        var (run, rollouts) = await RecordAsync(lab);
        await _blobs.DestroyAsync(rollouts[0].Trajectory.Hash);

        (await Should.ThrowAsync<EnvironmentFailureException>(() => lab.Mediator.Send(new ShowRollout(run, rollouts[0].Call)))).Message.ShouldContain("backup");
    }

    [Fact]
    public async Task ShowRollout_ThatIsNone_NamesTheList()
    {
        await using var lab = Lab(new CorridorModule());
        var (run, _) = await RecordAsync(lab);

        (await Should.ThrowAsync<InvalidInputException>(() => lab.Mediator.Send(new ShowRollout(run, new("1/label"))))).Message.ShouldContain("rollouts list");
    }

    [Fact]
    public async Task ShowRollout_LabelledByPeople_NamesWhoSaidWhat()
    {
        await using var lab = Lab(new CorridorModule());
        var run = await lab.SubmitAsync(CorridorModule.Spec + "\nexpert: { name: human, options: { answersPerState: 2 } }", "options.rollouts=1", "options.labels=2");
        await using var worker = Lab(new CorridorModule());
        var running = worker.ExecuteAsync(run);
        var query = await WaitAsync(run);
        foreach (var (author, action) in ((string, double)[])[("ana", 1), ("ben", 0)])
        {
            await AnswerAsync(lab, run, query, author, action);
        }

        await running;
        var rollout = (await lab.Mediator.Send(new ListRollouts(run))).Rollouts[0];

        var label = (await lab.Mediator.Send(new ShowRollout(run, rollout.Call))).Episode.At(1).Labels.ShouldHaveSingleItem();

        label.Source.Name.ShouldBe("human (ana, ben)");
        label.Action.ShouldBe([1], "of equals, what was said first");
        label.Answers.Select(a => (a.Author, a.Action[0])).ShouldBe([("ana", 1), ("ben", 0)]);
    }

    private static async Task AnswerAsync(TestLab lab, RunId run, CallId query, string author, double action)
    {
        foreach (var state in (int[])[0, 1])
        {
            await lab.Mediator.Send(new LabelState(run, query, state, [action], author));
        }
    }

    private static async Task<(RunId Run, IReadOnlyList<RolloutSummary> Rollouts)> RecordAsync(TestLab lab, params string[] settings)
    {
        var run = (await lab.RunAsync(CorridorModule.Spec, settings)).Run;
        return (run, (await lab.Mediator.Send(new ListRollouts(run))).Rollouts);
    }

    private async Task<CallId> WaitAsync(RunId run)
    {
        using var hung = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await foreach (var e in _store.SubscribeStreamAsync(run.Stream, -1, hung.Token))
        {
            if (e.Type == "labels-requested.v1")
            {
                return e.Call!.Value;
            }
        }

        throw new InvalidOperationException("A subscription does not end by itself.");
    }

    private TestLab Lab(params Module[] plugins) => new(_store, _blobs, _leases, plugins);
}
