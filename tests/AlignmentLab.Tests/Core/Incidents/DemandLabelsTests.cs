using AlignmentLab.Core.Incidents;
using AlignmentLab.Core.Verify;
using AlignmentLab.Detectors;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Imitation;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Incidents;

public sealed class DemandLabelsTests
{
    private const string Spec = """
        name: cloned
        algorithm: behavioral-cloning
        environment: { name: Pendulum-v1 }
        options: { labels: 1600, evaluationEpisodes: 20, learner: { epochs: 2, model: { hidden: [4] } } }
        """;

    [Fact]
    public async Task Demand_StatesOfTheEvidence_AreLabelledByTheRunsExpertAndLeaveTheRunAlone()
    {
        await using var lab = TestLab.Fresh(new EnvironmentsModule(), new ImitationModule(), new DetectorsModule());
        var run = await lab.RunAsync(Spec);
        var opened = (await lab.Mediator.Send(new ListIncidents(run.Run))).ShouldHaveSingleItem();

        var incident = await lab.Mediator.Send(new DemandLabels(opened.Id.Value, 50, "ann"));

        var labels = incident.Actions.ShouldHaveSingleItem().Labels!;
        incident.Actions[0].Author.ShouldBe("ann");
        labels.Count.ShouldBe(50);
        labels.Expert.Name.ShouldBe("pendulum-energy");
        labels.Disagreements.ShouldBeInRange(1, 50);
        (labels.Disagreements + labels.Close!.Value).ShouldBeLessThanOrEqualTo(50, "what is close is not different");
        labels.MeanDifference.ShouldBeInRange(0.01, 4);
        labels.Source.ShouldBe(opened.EvidenceVersions[^1]);
        (await lab.EventsAsync(run.Run)).Count.ShouldBe((int)run.Events);
        (await lab.Mediator.Send(new VerifyLab())).Broken.ShouldBeEmpty();
    }

    [Fact]
    public async Task Demand_Twice_DrawsOtherStates()
    {
        await using var lab = TestLab.Fresh(new EnvironmentsModule(), new ImitationModule(), new DetectorsModule());
        var run = await lab.RunAsync(Spec);
        var opened = (await lab.Mediator.Send(new ListIncidents(run.Run))).ShouldHaveSingleItem();

        await lab.Mediator.Send(new DemandLabels(opened.Id.Value, 20, "ann"));
        var incident = await lab.Mediator.Send(new DemandLabels(opened.Id.Value, 20, "ann"));

        incident.Actions[0].Labels!.Taken.Hash.ShouldNotBe(incident.Actions[1].Labels!.Taken.Hash);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_001)]
    public async Task Demand_OfNoneOrTooMany_IsRefused(int count)
    {
        await using var lab = TestLab.Fresh();

        (await Should.ThrowAsync<InvalidInputException>(() => lab.Mediator.Send(new DemandLabels("x", count, "ann")))).Message.ShouldContain("1 to 1,000");
    }
}
