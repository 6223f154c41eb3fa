using AlignmentLab.Core.Rollouts;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Imitation;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Rollouts;

/// <summary>Episodes of an evaluation, played again.</summary>
public sealed class EvaluationEpisodeTests
{
    private const string Spec = """
        name: cloned
        algorithm: behavioral-cloning
        environment: { name: CartPole-v1, options: { maxEpisodeSteps: 60 } }
        detectors: []
        options: { labels: 60, evaluationEpisodes: 5, learner: { epochs: 1, model: { hidden: [4] } } }
        """;

    [Fact]
    public async Task ShowRollout_EachEpisodeOfAnEvaluation_ReturnsWhatIsOnRecord()
    {
        await using var lab = TestLab.Fresh(new EnvironmentsModule(), new ImitationModule());
        var run = (await lab.RunAsync(Spec)).Run;

        var evaluation = (await lab.Mediator.Send(new ListEvaluations(run))).Evaluations[^1];
        evaluation.Returns.Count.ShouldBe(5);
        var events = (await lab.EventsAsync(run)).Count;
        for (var episode = 1; episode <= evaluation.Returns.Count; episode++)
        {
            var shown = await lab.Mediator.Send(new ShowRollout(run, evaluation.Call, episode));

            shown.Replayed!.IsAsRecorded.ShouldBeTrue();
            (shown.Replayed.Episode, shown.Summary.Return, shown.Episode.At(shown.Episode.Steps).Return).ShouldBe((episode, evaluation.Returns[episode - 1], evaluation.Returns[episode - 1]));
        }

        (await lab.EventsAsync(run)).Count.ShouldBe(events, "watching writes nothing");
        evaluation.Returns[evaluation.Lowest - 1].ShouldBe(evaluation.Returns.Min());
        (await Should.ThrowAsync<InvalidInputException>(() => lab.Mediator.Send(new ShowRollout(run, evaluation.Call, 6)))).Message.ShouldContain("episodes 1 to 5");
    }

    [Fact]
    public async Task ShowRollout_EpisodeWhoseRecordedReturnIsAnother_SaysSo()
    {
        await using var lab = TestLab.Fresh(new EnvironmentsModule(), new ImitationModule());
        var original = (await lab.RunAsync(Spec)).Run;
        var events = await lab.EventsAsync(original);
        await using var other = TestLab.Fresh(new EnvironmentsModule(), new ImitationModule());
        var run = (await other.RunAsync(Spec, "seeds=[99]")).Run;
        var theirs = (await other.EventsAsync(run)).Last(e => e.Type == "evaluation-completed.v1");
        var at = events.FindLastIndex(e => e.Type == "evaluation-completed.v1");
        events[at] = events[at] with { Data = theirs.Data };
        var copy = new AlignmentLab.Algorithms.RunId("cloned-copy-1");
        await lab.CopyAsync(events, copy);

        var shown = await lab.Mediator.Send(new ShowRollout(copy, events[at].Call!.Value, (await lab.Mediator.Send(new ListEvaluations(copy))).Evaluations[^1].Lowest));

        shown.Replayed!.IsAsRecorded.ShouldBeFalse();
        shown.Summary.Return.ShouldNotBe(shown.Replayed.Recorded);
    }
}
