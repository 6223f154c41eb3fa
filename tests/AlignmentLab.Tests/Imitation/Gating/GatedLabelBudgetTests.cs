using AlignmentLab.Algorithms;
using AlignmentLab.Core.Runs;
using AlignmentLab.Environments;
using AlignmentLab.Imitation;
using AlignmentLab.Imitation.CostToGo;
using AlignmentLab.Imitation.Gating;
using AlignmentLab.Randomness;
using AlignmentLab.Tests.Core;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Imitation.Gating;

/// <summary>Labels are never spent beyond the budget, not by one, whatever the budget: counted by the expert itself.</summary>
public sealed class GatedLabelBudgetTests
{
    private const int Budgets = 6;

    public static TheoryData<string> Variants => [.. GatedVariants.Names];

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task Run_OfAnyBudget_AsksTheExpertNoOftenerThanItMay(string variant)
    {
        var draws = new RandomStream(20261122, variant).CreateGenerator();
        for (var i = 0; i < Budgets; i++)
        {
            var budget = draws.NextInteger(14, 70);
            string[] settings = variant == "aggrevate"
                ? [$"options.labels={budget}", $"options.beta={{kind: constant, p: {(i % 2 == 0 ? "0.5" : "0")}, allowConstant: true}}", "options.episodesPerRound=30"]
                : [$"options.labels={budget}", $"options.demonstrations={draws.NextInteger(1, 9)}", $"options.labelsPerRound={draws.NextInteger(1, 30)}", $"options.episodesPerRound={draws.NextInteger(1, 4)}"];
            var experts = new CountedExperts();
            await using var lab = TestLab.Fresh(new EnvironmentsModule(), new ImitationModule(), experts);

            var result = await lab.RunAsync(GatedVariants.Spec(variant), [.. settings, $"seeds=[{i}]"]);

            var run = new RecordedRun(result, await lab.EventsAsync(result.Run));
            var spent = Spent(run);
            spent.ShouldBeLessThanOrEqualTo(budget, string.Join(", ", settings));
            if (result.Status == RunStatus.Completed)
            {
                result.Metrics["labels"].ShouldBe(spent);
            }

            // A watcher looks for nothing; all others ask for what they count, and for no more.
            if (variant != "hg-dagger")
            {
                experts.Asked.ShouldBe(spent, string.Join(", ", settings));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task Run_EachRequest_IsChargedWithTheMostThatItMayAskBeforeItStarts(string variant)
    {
        await using var lab = TestLab.Fresh(new EnvironmentsModule(), new ImitationModule(), new CountedExperts());
        var result = await lab.RunAsync(GatedVariants.Spec(variant));

        var run = new RecordedRun(result, await lab.EventsAsync(result.Run));
        run.Effects<PlayGatedRequest, GatedEpisode>().ShouldAllBe(e => e.Result.Count <= e.Request.Limit && ((IExpertQueries)e.Request).ExpertQueries == e.Request.Limit);
        run.Effects<GatherCostsRequest, GatheredCosts>().ShouldAllBe(e => e.Result.Queries <= e.Request.Limit && ((IExpertQueries)e.Request).ExpertQueries == e.Request.Limit);

        var refused = await lab.RunAsync(GatedVariants.Spec(variant), "budgets.expertQueries=3");

        (refused.Status, refused.Reason!.Contains("budget 'expertQueries'", StringComparison.Ordinal)).ShouldBe((RunStatus.Failed, true));
    }

    private static long Spent(RecordedRun run) =>
        run.Effects<PlayGatedRequest, GatedEpisode>().Sum(e => e.Result.Count) + run.Effects<GatherCostsRequest, GatheredCosts>().Sum(e => e.Result.Queries);
}
