using AlignmentLab.Core.Environments;
using AlignmentLab.Core.Rollouts;
using AlignmentLab.Events;
using AlignmentLab.Trajectories;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Rollouts;

public sealed class ShownEpisodeTests
{
    private static readonly Trajectory Walk = new(4, 1, [0, 1, 2, 1, 2], 1, [1, 1, 0, 1], [-1, -1, -2, -1]);

    [Fact]
    public void NextDifference_FromAnyState_IsTheNextOneOfAnyExpert()
    {
        var episode = Episode(Labels([0, 1], [1, 0]), Labels([2, 3], [1, 1]));

        episode.Differences.ShouldBe([1, 2]);
        new[] { -1, 0, 1, 2, 3 }.Select(episode.NextDifference).ShouldBe([1, 1, 2, null, null]);
    }

    [Fact]
    public void At_SeveralExperts_GivesTheLabelsOfEach()
    {
        var episode = Episode(Labels([2], [0]), Labels([0, 2], [1, 1]));

        episode.At(2).Labels.Select(l => l.Agreement).ShouldBe([Agreement.Same, Agreement.Different]);
        episode.At(1).Labels.ShouldBeEmpty();
        episode.At(0).Labels.Count.ShouldBe(1);
    }

    [Fact]
    public void Return_StateByState_SumsTheRewards()
    {
        var episode = Episode();

        Enumerable.Range(0, 5).Select(s => episode.At(s).Return).ShouldBe([-1, -2, -4, -5, -5]);
        Enumerable.Range(0, 5).Select(episode.ReturnBefore).ShouldBe([0, -1, -2, -4, -5]);
    }

    [Fact]
    public void Draw_WithoutTheAction_IsTheStateAlone()
    {
        var episode = Episode();

        episode.Draw(1)!.ToLines()[1].ShouldBe("# A  G#");
        episode.Environment.Draw([99], []).ShouldBeNull("an environment that cannot draw a state hides nothing else");
    }

    private static ShownEpisode Episode(params EpisodeLabels[] labels) => new(EnvironmentPortrait.Of(new Corridor()), Walk, EpisodeEnding.Truncated, labels);

    private static EpisodeLabels Labels(long[] states, double[] actions) => new(
        new CallId("9/label"), 9, "expert", "", new StateLabels(states, 1, new double[states.Length], 1, actions), new Dictionary<int, IReadOnlyList<AlignmentLab.Core.Inbox.GivenAnswer>>());
}
