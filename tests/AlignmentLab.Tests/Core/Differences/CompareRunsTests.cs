using AlignmentLab.Algorithms;
using AlignmentLab.Core.Differences;
using AlignmentLab.Core.Forks;
using AlignmentLab.Core.Runs;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Differences;

public sealed class CompareRunsTests : IAsyncDisposable
{
    private readonly TestLab _lab = TestLab.Fresh(new EchoModule());

    [Fact]
    public async Task Compare_EqualRuns_AreIdentical()
    {
        var (left, right) = (await _lab.RunAsync(EchoModule.Spec, "options.branches=2"), await _lab.RunAsync(EchoModule.Spec, "options.branches=2"));

        var comparison = await CompareAsync(left.Run, right.Run);

        comparison.Identical.ShouldBeTrue();
        comparison.Definition.ShouldBeEmpty();
        comparison.Shared.ShouldBe(10);
        comparison.Metrics.ShouldAllBe(m => m.Difference == 0);
    }

    [Fact]
    public async Task Compare_RequestDiffers_ShowsTheFieldsAndWhatCameBefore()
    {
        var left = await _lab.RunAsync(EchoModule.Spec);
        var right = await ForkAsync(left.Run, 3, "options={text: bye, queries: 2}");

        var comparison = await CompareAsync(left.Run, right.Run);

        comparison.Definition.Select(d => d.Path).ShouldBe(["algorithm.options.text", "algorithm.options.queries"]);
        comparison.Shared.ShouldBe(2);
        comparison.Parting!.ShouldSatisfyAllConditions(
            p => p.Kind.ShouldBe(PartingKind.Request),
            p => p.Left.ShouldBe(new PartingSide(new("3/echo"), "echo-requested.v1", 4)),
            p => p.Right.ShouldBe(p.Left),
            p => p.Fields.Select(f => $"{f.Path} {f.Left} {f.Right}").ShouldBe(["text hello 1 bye 1", "queries 0 2"]));
        (comparison.Left.ExpertQueries, comparison.Right.ExpertQueries).ShouldBe((0, 4));
    }

    [Fact]
    public async Task Compare_ResultDiffers_ShowsIt()
    {
        var left = await _lab.RunAsync(EchoModule.Spec);
        var right = await ForkAsync(left.Run, 3, "seed=7");

        var parting = (await CompareAsync(left.Run, right.Run)).Parting!;

        parting.Kind.ShouldBe(PartingKind.Result);
        parting.Fields.Single().Path.ShouldBe("result.draw");
    }

    [Fact]
    public async Task Compare_OneGoesOn_IsOnlyInThatOne()
    {
        var (left, right) = (await _lab.RunAsync(EchoModule.Spec, "options.count=1"), await _lab.RunAsync(EchoModule.Spec, "options.count=2"));

        var comparison = await CompareAsync(left.Run, right.Run);

        comparison.Parting!.ShouldSatisfyAllConditions(p => p.Kind.ShouldBe(PartingKind.OnlyRight), p => p.Left.ShouldBeNull(), p => p.Right!.Call.Value.ShouldBe("3/echo"));
        (await CompareAsync(right.Run, left.Run)).Parting!.Kind.ShouldBe(PartingKind.OnlyLeft);
    }

    [Fact]
    public async Task Compare_RunThatHasNotBegun_Works()
    {
        var left = await _lab.RunAsync(EchoModule.Spec);
        var right = await _lab.SubmitAsync(EchoModule.Spec);

        var comparison = await CompareAsync(left.Run, right);

        (comparison.Shared, comparison.Right.Status, comparison.Parting!.Kind).ShouldBe((0, RunStatus.Submitted, PartingKind.OnlyLeft));
        comparison.Metrics.Single().ShouldBe(new ComparedMetric("draw", left.Metrics["draw"], null));
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    private Task<RunComparison> CompareAsync(RunId left, RunId right) => _lab.Mediator.Send(new CompareRuns(left, right));

    private async Task<RunResult> ForkAsync(RunId parent, long at, params string[] settings) =>
        await _lab.ExecuteAsync((await _lab.Mediator.Send(new SubmitFork(parent, at, settings))).Run);
}
