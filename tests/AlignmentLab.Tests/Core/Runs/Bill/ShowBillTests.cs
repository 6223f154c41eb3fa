using AlignmentLab.Bills;
using AlignmentLab.Core.Runs.Bill;
using AlignmentLab.Errors;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Runs.Bill;

public sealed class ShowBillTests
{
    private const string Spec = """
        name: billed
        algorithm: chunked-imitation
        environment: { name: nested-text, options: { horizon: 20 } }
        expert: nested-text-writer
        detectors: []
        options:
          rounds: 2
          labels: 40
          chunk: { k: 5 }
          continuations: 0
          evaluationEpisodes: 4
          learner: { model: { kind: ngram } }
        """;

    [Fact]
    public async Task Bill_OfARun_AddsUpItsEventsByKindOfEffect()
    {
        await using var lab = TestLab.Fresh(BundledPlugins.All);
        var run = await lab.RunAsync(Spec);
        var transformer = new BilledTransformer { Parameters = 1000, Layers = 2, Width = 8 };

        var bill = await lab.Mediator.Send(new ShowBill(run.Run, transformer), TestContext.Current.CancellationToken);

        var items = bill.Items.ToDictionary(i => i.Effect);
        items.Keys.Order().ShouldBe(["evaluate", "train", "write-chunks"]);
        bill.Items.ShouldAllBe(i => i.Calls == 2 && i.Time > TimeSpan.Zero);
        bill.WallClock.ShouldBeGreaterThanOrEqualTo(bill.Items.Max(i => i.Time));
        items["write-chunks"].ExpertQueries.ShouldBe(40);
        bill.Items.Sum(i => i.ExpertQueries).ShouldBe(40);
        (items["evaluate"].Episodes, items["evaluate"].Steps).ShouldBe((8, 160));

        // Eight texts of 20 tokens, by hand: 2PN + 2LdN^2 each, and PN^2 + 2/3 LdN^3; two numbers of two bytes a token, layer and width.
        items["evaluate"].Cached.ShouldBe(8 * ((2 * 1000 * 20) + (2 * 2 * 8 * 400.0)), 1e-6);
        items["evaluate"].Uncached.ShouldBe(8 * ((1000 * 400) + (2.0 / 3 * 2 * 8 * 8000)), 1e-6);
        items["evaluate"].CacheBytes.ShouldBe(2 * 2 * 2 * 8 * 20);
        items["train"].Cached.ShouldBe(0);
        bill.CachedAQuery.ShouldBe(bill.Cached / 40);
    }

    [Fact]
    public async Task Bill_OfNoTransformer_NamesTheField()
    {
        await using var lab = TestLab.Fresh(BundledPlugins.All);
        var run = await lab.RunAsync(Spec);

        (await Should.ThrowAsync<InvalidInputException>(() => lab.Mediator.Send(new ShowBill(run.Run, new BilledTransformer { Layers = 0 })))).Message.ShouldContain("Layers");
    }
}
