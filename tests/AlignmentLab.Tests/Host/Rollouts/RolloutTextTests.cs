using AlignmentLab.Core.Environments;
using AlignmentLab.Core.Inbox;
using AlignmentLab.Core.Rollouts;
using AlignmentLab.Events;
using AlignmentLab.Host.Rollouts;
using AlignmentLab.Tests.Core.Rollouts;
using AlignmentLab.Trajectories;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Host.Rollouts;

public sealed class RolloutTextTests
{
    [Fact]
    public void Steps_OfAGridworld_PrintItsBoardsAndWhatWasSaid()
    {
        var labels = new EpisodeLabels(
            new CallId("2/label"), 4, "human", "ana, ben", new StateLabels([0], 1, [0], 1, [1]),
            new Dictionary<int, IReadOnlyList<GivenAnswer>> { [0] = [new("ana", [1], default), new("ben", [0], default)] });
        var episode = new ShownEpisode(EnvironmentPortrait.Of(new Corridor()), new Trajectory(1, 1, [0, 0], 1, [0], [-1]), EpisodeEnding.Truncated, [labels]);

        var text = Written(RolloutText.Steps([ShownState.Of(episode, 0, withPicture: true), ShownState.Of(episode, 1, withPicture: true)], withPictures: true));

        text.ShouldContain("#######");
        text.ShouldContain("#AV  G#");
        text.ShouldContain("A  the agent");
        text.ShouldContain("go left");
        text.ShouldContain("go right (differs) [ana: go right, ben: go left]");
        text.ShouldContain("truncated");
        Written(RolloutText.Steps([ShownState.Of(episode, 0, withPicture: false)], withPictures: false)).ShouldNotContain("#");
    }

    private static string Written(AlignmentLab.Host.Terminal.ResultTable table)
    {
        using var writer = new StringWriter();
        table.WriteTo(writer, shown: false);
        return writer.ToString();
    }
}
