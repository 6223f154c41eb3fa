using AlignmentLab.Algorithms;
using AlignmentLab.Compliance;
using AlignmentLab.Detection;
using AlignmentLab.Detectors.OccupancyShift;
using AlignmentLab.Randomness;
using AlignmentLab.Trajectories;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Detectors.OccupancyShift;

public sealed class OccupancyShiftSessionTests
{
    private readonly DetectorHistory _history = PlayedEpisodes.History();
    private readonly Pcg64 _random = new(5);

    [Fact]
    public async Task Rollouts_ThatGoRoundInTwoCells_AreAFindingThatNamesThem()
    {
        Add(40, _history.Stroll);
        Add(40, _history.Oscillate);

        var finding = (await ObserveAsync()).ShouldHaveSingleItem();
        ((string)finding.Evidence["basis"]!).ShouldBe("states");

        // Cells 3 and 4 were met fourth and fifth, by 1 visit of 24 each.
        finding.Evidence["table"]!["rows"]!.AsArray().Take(2).Select(r => (string)r![0]!).Order().ShouldBe(["4", "5"]);
        ((string)finding.Evidence["table"]!["rows"]![0]![1]!).ShouldBe("4 %");
    }

    [Fact]
    public async Task Rollouts_InAContinuousSpace_AreToldByFeature()
    {
        Add(50, r => Cloud(r, 0));
        (await ObserveAsync()).ShouldBeEmpty();
        Add(50, r => Cloud(r, 300));

        var finding = (await ObserveAsync()).ShouldHaveSingleItem();
        ((string)finding.Evidence["basis"]!).ShouldBe("features");
        finding.Explanation.ShouldContain("in feature 0");
    }

    [Fact]
    public void Distances_OfVisitsWithNothingInCommon_AreTheLargest()
    {
        Trajectory[] trusted = [At(1, 2, 1, 2), At(2, 1, 1, 2)];
        var bins = StateBins.Of(trusted);

        bins.Sizes.ShouldBe([3]);
        var there = new Occupancy(bins, trusted);
        there.Distances(there).ShouldBe([0.0]);
        new Occupancy(bins, [At(7, 8)]).Distances(there)[0].ShouldBe(1, 1e-12);

        // Half of the visits where half of the trusted ones are: 1 - sqrt(1/2 1/2) - 0.
        new Occupancy(bins, [At(1, 9)]).Distances(there)[0].ShouldBe(Math.Sqrt(0.5), 1e-12);
    }

    private static Trajectory At(params double[] cells) => new(cells.Length, 1, [.. cells, 0], 1, new double[cells.Length], new double[cells.Length]);

    private void Cloud(Pcg64 random, double shift) =>
        _history.Play([.. Enumerable.Range(0, PlayedEpisodes.Steps + 1).Select(_ => shift + (500 * random.NextDouble()))], new double[PlayedEpisodes.Steps]);

    private void Add(int rollouts, Action<Pcg64> add)
    {
        for (var i = 0; i < rollouts; i++)
        {
            add(_random);
        }
    }

    private async Task<IReadOnlyList<Finding>> ObserveAsync()
    {
        var session = new OccupancyShiftDetector().Open(
            new OccupancyShiftOptions(), new DetectorScope(new RunId("test"), _history.Environment, _history, purpose => new RandomStream(0, purpose)));
        var findings = new List<Finding>();
        foreach (var observed in _history.Observed)
        {
            findings.AddRange(await session.ObserveAsync(observed, TestContext.Current.CancellationToken));
        }

        return findings;
    }
}
