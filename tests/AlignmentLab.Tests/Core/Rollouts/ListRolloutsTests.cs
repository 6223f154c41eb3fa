using AlignmentLab.Core.Rollouts;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Imitation;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Rollouts;

public sealed class ListRolloutsTests
{
    [Fact]
    public async Task ListRollouts_PageByPage_GivesEachOnceWithTheTotal()
    {
        await using var lab = TestLab.Fresh(new CorridorModule());
        var run = (await lab.RunAsync(CorridorModule.Spec, "options.rollouts=7")).Run;

        var pages = new List<RolloutPage>();
        for (var skip = 0; skip < 9; skip += 3)
        {
            pages.Add(await lab.Mediator.Send(new ListRollouts(run, skip, 3)));
        }

        pages.Select(p => p.Rollouts.Count).ShouldBe([3, 3, 1]);
        pages.ShouldAllBe(p => p.Total == 7);
        var all = pages.SelectMany(p => p.Rollouts).ToList();
        all.Select(r => r.Call).Distinct().Count().ShouldBe(7);
        all.Select(r => r.Recorded).ShouldBeInOrder();
        (await lab.Mediator.Send(new ListRollouts(run, 9, 3))).Rollouts.ShouldBeEmpty();
    }

    [Fact]
    public async Task ListRollouts_OfARun_TellsWhoActedAndWhatCameOfIt()
    {
        await using var lab = TestLab.Fresh(new CorridorModule());
        var run = (await lab.RunAsync(CorridorModule.Spec, "options.labels=8")).Run;
        var recorded = (await lab.EventsAsync(run)).ToDictionary(e => e.Version);

        var rollouts = (await lab.Mediator.Send(new ListRollouts(run))).Rollouts;

        rollouts.ShouldAllBe(r => r.Policy == "expert corridor-right, erring with probability 0.5" && r.Environment == "corridor");
        rollouts.ShouldAllBe(r => r.Return == -r.Steps && r.HiddenPerformance <= 0);
        rollouts.ShouldAllBe(r => (r.Ending == EpisodeEnding.Truncated) == (r.Steps == 6) || r.Steps == 6);
        rollouts.ShouldAllBe(r => recorded[r.Recorded].Type == "rollout-recorded.v1" && recorded[r.Recorded].Call == r.Call);
        rollouts.ShouldAllBe(r => recorded[r.Requested].Type == "rollout-requested.v1" && recorded[r.Requested].Call == r.Call);
        rollouts.Sum(r => r.Labelled).ShouldBe(8);
        rollouts.ShouldContain(r => r.Labels == 0, "the labels end before the last rollout");
        rollouts.Sum(r => r.Disagreements).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task ListRollouts_LabelledTwice_CountsBoth()
    {
        await using var lab = TestLab.Fresh(new CorridorModule());
        var run = (await lab.RunAsync(CorridorModule.Spec, "options.rollouts=1", "options.labels=2", "options.times=2")).Run;

        var rollout = (await lab.Mediator.Send(new ListRollouts(run))).Rollouts.ShouldHaveSingleItem();

        (rollout.Labels, rollout.Labelled).ShouldBe((2, 4L));
    }

    [Fact]
    public async Task ListRollouts_OfATrainedModel_NamesTheCallThatTrainedIt()
    {
        await using var lab = TestLab.Fresh(new EnvironmentsModule(), new ImitationModule());
        var run = (await lab.RunAsync("""
            name: trained
            algorithm: dagger
            environment: { name: CartPole-v1, options: { maxEpisodeSteps: 10 } }
            detectors: []
            options: { rounds: 3, episodesPerRound: 1, stepsPerRound: 20, validationEpisodes: 1, evaluationEpisodes: 1, learner: { epochs: 1, model: { hidden: [4] } } }
            """)).Run;
        var trained = (await lab.EventsAsync(run)).Where(e => e.Type == "training-completed.v1").Select(e => $"model of {e.Call}").ToList();

        var policies = (await lab.Mediator.Send(new ListRollouts(run))).Rollouts.Select(r => r.Policy).Distinct().ToList();

        policies[0].ShouldBe("expert cartpole-feedback");
        policies.Skip(1).ShouldNotBeEmpty();
        policies.Skip(1).ShouldBeSubsetOf(trained);
    }

    [Fact]
    public async Task ListRollouts_OfARunThatIsNotThere_SaysSo()
    {
        await using var lab = TestLab.Fresh(new CorridorModule());

        (await Should.ThrowAsync<InvalidInputException>(() => lab.Mediator.Send(new ListRollouts(new("nothing"))))).Message.ShouldContain("runs list");
    }
}
