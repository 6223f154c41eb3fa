using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Core.Runs.Submit;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.Imitation;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Runs.Submit;

public sealed class PreviewRunsTests
{
    private const string Spec = """
        name: looked-at
        algorithm: behavioral-cloning
        environment: CartPole-v1
        options: { labels: 60 }
        seeds: [3, 5, 8]
        grid: { options.evaluationEpisodes: [1, 2] }
        """;

    [Fact]
    public async Task Preview_OfASpec_TellsItsRunsAndWritesNothing()
    {
        await using var lab = TestLab.Fresh(new EnvironmentsModule(), new ImitationModule());

        var preview = await lab.Mediator.Send(new PreviewRuns(Spec, "spec.yaml", []));

        (preview.Name, preview.Runs, preview.Points, preview.AsksPeople).ShouldBe(("looked-at", 6, 2, false));
        preview.Seeds.ShouldBe([3UL, 5, 8]);
        (preview.Algorithms, preview.Environments, preview.Experts).ShouldSatisfyAllConditions(
            p => p.Algorithms.ShouldBe(["behavioral-cloning"]), p => p.Environments.ShouldBe(["CartPole-v1"]), p => p.Experts.ShouldBe(["cartpole-feedback"]));
        (await lab.Mediator.Send(new ListRuns())).ShouldBeEmpty();
    }

    [Fact]
    public async Task Preview_WithASeedAndPeople_TellsBoth()
    {
        await using var lab = TestLab.Fresh(new EnvironmentsModule(), new ImitationModule());

        var preview = await lab.Mediator.Send(new PreviewRuns(Spec, "spec.yaml", ["expert.name=human", "expert.options.actsAs=cartpole-feedback"], Seed: 7));

        preview.Seeds.ShouldBe([7UL]);
        preview.AsksPeople.ShouldBeTrue();
    }

    [Theory]
    [InlineData("name: x\nalgorithm: dager\nenvironment: CartPole-v1", "")]
    [InlineData("name: x\nalgorithm: dagger\nenvironment: CartPole-v1\noptions: { round: 3, lables: 4 }", "")]
    [InlineData("name: x\n  algorithm: [", "")]
    [InlineData(Spec, "seeds=0")]
    [InlineData(Spec, "options.labels")]
    public async Task Preview_OfASpecWithFaults_SaysWhatSubmittingSays(string spec, string setting)
    {
        await using var lab = TestLab.Fresh(new EnvironmentsModule(), new ImitationModule());
        string[] settings = setting.Length > 0 ? [setting] : [];

        var previewed = await Should.ThrowAsync<InvalidInputException>(() => lab.Mediator.Send(new PreviewRuns(spec, "spec.yaml", settings)));
        var submitted = await Should.ThrowAsync<InvalidInputException>(() => lab.Mediator.Send(new SubmitRuns(spec, "spec.yaml", settings)));

        previewed.Message.ShouldBe(submitted.Message);
    }
}
