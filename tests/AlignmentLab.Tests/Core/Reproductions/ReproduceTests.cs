using AlignmentLab.Core.Reproductions;
using AlignmentLab.Environments;
using AlignmentLab.Errors;
using AlignmentLab.PolicyOptimization;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Reproductions;

public sealed class ReproduceTests
{
    [Fact]
    public async Task Reproduce_ARowForEachOfSomeTexts_IsThoseRowsWithWhatEachRecordedByItsName()
    {
        var report = await ReproduceAsync("""
            name: race
            runs:
              race:
                name: race
                algorithm: optimization-pressure
                environment: boat-race
                detectors: []
                options: { divergences: [0.5, 5] }
            rows:
              - quantity: '{way} at {nats}'
                each: { way: [kl, best-of-n], nats: [0.5, 5] }
                runs: [race]
                metric: hidden/performance/{way}-{nats}
            """);

        report.Rows.Select(r => r.Quantity).ShouldBe(["kl at 0.5", "kl at 5", "best-of-n at 0.5", "best-of-n at 5"]);
        report.Rows[1].Measured.ShouldBeGreaterThan(report.Rows[0].Measured);
        report.Rows[1].Measured.ShouldBeGreaterThan(report.Rows[3].Measured);
    }

    [Fact]
    public async Task Reproduce_ARowForEachOfNoList_IsRefused() =>
        (await Should.ThrowAsync<InvalidInputException>(() => ReproduceAsync(Plan(0) + "    each: { way: kl }\n"))).Message.ShouldContain("each.way must be a list");

    /// <summary>Episodes that are recorded to be watched end in any order, and each is one draw: what was worked out of the whole policy stands.</summary>
    [Fact]
    public async Task Reproduce_HiddenFigureOfAPlanWithRollouts_IsThePlansOwn() =>
        (await ReproduceAsync(Plan(6))).Rows[0].Measured.ShouldBe((await ReproduceAsync(Plan(0))).Rows[0].Measured);

    private static string Plan(int rollouts) => $$"""
        name: race
        runs:
          race:
            name: race
            algorithm: exact-planning
            environment: boat-race
            detectors: []
            options: { rule: { inverseTemperature: 0.5, klPenalty: 1 }, rollouts: {{rollouts}} }
        rows:
          - quantity: hidden
            runs: [race]
            metric: hidden/performance

        """;

    private static async Task<ReproductionReport> ReproduceAsync(string text)
    {
        await using var lab = TestLab.Fresh(new EnvironmentsModule(), new PolicyOptimizationModule());
        return await lab.Mediator.Send(new Reproduce(text, "race.yaml", []), TestContext.Current.CancellationToken);
    }
}
