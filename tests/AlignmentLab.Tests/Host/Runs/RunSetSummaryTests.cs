using System.Text.Json.Nodes;
using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs;
using AlignmentLab.Host.Runs;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Host.Runs;

public sealed class RunSetSummaryTests
{
    [Fact]
    public void Of_Grid_SummarisesEachPointOverItsSeeds()
    {
        var set = RunSetSummary.Of("s", [(Run(1), Rounds(2)), (Run(3), Rounds(2)), (Run(10), Rounds(5)), (Run(30), Rounds(5))]);

        set.Points.Select(p => (p.Overrides["options.rounds"]!.GetValue<int>(), p.Runs, p.Metrics["return"].Mean)).ShouldBe([(2, 2, 2.0), (5, 2, 20.0)]);
        set.Metrics.ShouldBeEmpty();
    }

    [Fact]
    public void Of_FailedRun_LeavesItOutOfTheMetricsAndSaysSo()
    {
        var set = RunSetSummary.Of("s", [(Run(1), Rounds(2)), (Run(100) with { Status = RunStatus.Failed }, Rounds(2))]);

        (set.Status, set.Completed, set.Failed).ShouldBe((RunStatus.Failed, 1, 1));
        set.Metrics["return"].ShouldBe(new(1, null, null, 1));
    }

    [Fact]
    public void Of_MetricThatSomeRunsLack_TakesThoseThatHaveIt()
    {
        var without = Run(0) with { Metrics = new Dictionary<string, double>(StringComparer.Ordinal) };

        RunSetSummary.Of("s", [(Run(4), Rounds(2)), (without, Rounds(2))]).Metrics["return"].N.ShouldBe(1);
    }

    private static Dictionary<string, JsonNode?> Rounds(int rounds) => new(StringComparer.Ordinal) { ["options.rounds"] = rounds };

    private static RunResult Run(double value) =>
        new(new RunId($"r{value}"), RunStatus.Completed, 1, default, default, new Dictionary<string, double>(StringComparer.Ordinal) { ["return"] = value }, 0);
}
