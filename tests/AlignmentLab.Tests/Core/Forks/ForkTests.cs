using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Core.Forks;
using AlignmentLab.Core.Replay;
using AlignmentLab.Core.Runs;
using AlignmentLab.Core.Runs.Execution;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using AlignmentLab.Serialization;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Forks;

public sealed class ForkTests : IAsyncDisposable
{
    private readonly TestLab _lab = TestLab.Fresh(new EchoModule());

    [Fact]
    public async Task Fork_NothingSwapped_ComesToTheParentsDigestFromEveryVersion()
    {
        var parent = await _lab.RunAsync(EchoModule.Spec, "options={count: 2, branches: 2, queries: 3}", "budgets.expertQueries=6");

        for (var at = 0L; at < parent.Events; at++)
        {
            var fork = await ForkAsync(parent.Run, at);

            fork.Status.ShouldBe(RunStatus.Completed, $"at {at}");
            fork.Digest.ShouldBe(parent.Digest, $"at {at}");
            fork.Run.ShouldNotBe(parent.Run);
        }
    }

    [Fact]
    public async Task Fork_SeedSwapped_KeepsThePastAndHasAnotherFuture()
    {
        var parent = await _lab.RunAsync(EchoModule.Spec);

        var fork = await ForkAsync(parent.Run, 3, "seed=7");

        var (before, after) = (await _lab.EventsAsync(parent.Run), await _lab.EventsAsync(fork.Run));
        after[1..4].Select(e => e.ContentHash).ShouldBe(before[1..4].Select(e => e.ContentHash));
        after[4].ContentHash.ShouldBe(before[4].ContentHash, "the same is asked");
        after[5].ContentHash.ShouldNotBe(before[5].ContentHash, "of another seed");
        fork.Digest.ShouldNotBe(parent.Digest);
    }

    [Fact]
    public async Task Fork_OptionSwapped_DoesNotRelabelThePast()
    {
        var parent = await _lab.RunAsync(EchoModule.Spec);

        var fork = await ForkAsync(parent.Run, 5, "options.text=bye");

        var texts = (await _lab.EventsAsync(fork.Run)).Where(e => e.Type == "echo-requested.v1").Select(e => EventJson.Deserialize<EchoRequest>(e.Data.Span).Text);
        texts.ShouldBe(["hello 0", "hello 1", "bye 2"]);
        (await ReplayAsync(fork.Run)).ShouldSatisfyAllConditions(r => r.Divergence.ShouldBeNull(), r => r.Inherited.ShouldBe(2), r => r.Repeated.ShouldBe(1));
    }

    [Fact]
    public async Task Fork_RequestOpenAtTheVersion_IsAskedAnew()
    {
        var parent = await _lab.RunAsync(EchoModule.Spec);

        var fork = await ForkAsync(parent.Run, 4, "options.text=bye");

        var events = await _lab.EventsAsync(fork.Run);
        EventJson.Deserialize<RunSubmitted>(events[0].Data.Span).Parent!.Events.ShouldBe(3);
        EventJson.Deserialize<EchoRequest>(events[4].Data.Span).Text.ShouldBe("bye 1");
    }

    [Fact]
    public async Task Fork_Copies_KeepAuthorAndNameTheirOriginals()
    {
        var parent = await _lab.RunAsync(EchoModule.Spec);

        var fork = await ForkAsync(parent.Run, parent.Events - 1);

        var (before, after) = (await _lab.EventsAsync(parent.Run), await _lab.EventsAsync(fork.Run));
        after[1..^1].Select(e => (e.Type, e.Call, e.Author, e.Causation)).ShouldBe(before[1..^1].Select(e => (e.Type, e.Call, e.Author, (EventId?)e.Id)));
        after.Select(e => e.Id).ShouldAllBe(id => before.All(b => b.Id != id));
        EventJson.Deserialize<RunSubmitted>(after[0].Data.Span).Parent.ShouldBe(new RunParent(parent.Run, parent.Events - 1, parent.Root, parent.Events - 2));
    }

    [Fact]
    public async Task Fork_OfAFork_NamesItAndReplaysAgainstIt()
    {
        var parent = await _lab.RunAsync(EchoModule.Spec);
        var first = await ForkAsync(parent.Run, 3, "seed=7");

        var second = await ForkAsync(first.Run, 6, "seed=8");

        var report = await ReplayAsync(second.Run);
        report.Divergence.ShouldBeNull();
        report.Parent.ShouldBe(new ReplayedParent(first.Run, Compared: true));
        (report.Inherited, report.Repeated).ShouldBe((2, 1));
    }

    [Fact]
    public async Task Fork_CourseChangesInsideThePast_FailsAndSaysWhereToFork()
    {
        var parent = await _lab.RunAsync(EchoModule.Spec, "options.branches=1");
        var last = (await _lab.EventsAsync(parent.Run)).Single(e => e.Call?.Value == "5/echo" && e.Type == "echo-requested.v1").Version;
        var fork = await SubmitAsync(parent.Run, parent.Events - 1, "options.count=2");

        var failed = await _lab.ExecuteAsync(fork.Run);

        failed.Status.ShouldBe(RunStatus.Failed);
        failed.Reason!.ShouldContain($"already at version {last} of {parent.Run}");
        failed.Reason!.ShouldContain($"Fork {parent.Run} at version {last - 1} or before.");
        failed.Reason!.ShouldContain("the algorithm ended without asking for it");
        (await _lab.Mediator.Send(new ReplayRun(fork.Run, ReplayLevel.Effects), TestContext.Current.CancellationToken)).Divergence.ShouldBeNull();
        (await ForkAsync(parent.Run, last - 1, "options.count=2")).Status.ShouldBe(RunStatus.Completed);
    }

    [Fact]
    public async Task Fork_AnotherEffectInThePlaceOfARecordedOne_FailsAndNamesIt()
    {
        await using var lab = TestLab.Fresh(new EchoModule(algorithm: () => new NotesFirst()));
        var parent = await lab.RunAsync(EchoModule.Spec, "options.text=plain");
        var fork = await lab.Mediator.Send(new SubmitFork(parent.Run, 3, ["options.text=note"]), TestContext.Current.CancellationToken);

        var failed = await lab.ExecuteAsync(fork.Run);

        failed.Reason!.ShouldContain($"already at version 1 of {parent.Run}");
        failed.Reason!.ShouldContain("asked for: note-recorded.v1 1/note");
        (await lab.Mediator.Send(new ReplayRun(fork.Run, ReplayLevel.Decisions), TestContext.Current.CancellationToken)).Divergence.ShouldBeNull();
    }

    [Fact]
    public async Task Fork_Budget_CountsWhatThePastSpent()
    {
        var parent = await _lab.RunAsync(EchoModule.Spec, "options.queries=10");

        var enough = await ForkAsync(parent.Run, 3, "budgets.expertQueries=12", "options.queries=1");
        var short1 = await ForkAsync(parent.Run, 3, "budgets.expertQueries=11", "options.queries=1");

        enough.Status.ShouldBe(RunStatus.Completed);
        short1.Status.ShouldBe(RunStatus.Failed);
        short1.Reason!.ShouldContain("of which 11 of 11 are spent");
        (await ReplayAsync(short1.Run)).Divergence.ShouldBeNull();
    }

    [Fact]
    public async Task Fork_RefusalInThePast_StandsWhateverIsSwapped()
    {
        var parent = await _lab.RunAsync(EchoModule.Spec, "options.queries=10", "budgets.expertQueries=15");

        var fork = await ForkAsync(parent.Run, 5, "options.text=bye", "budgets.expertQueries=100");
        var before = await ForkAsync(parent.Run, 3, "options.text=bye", "budgets.expertQueries=100");

        fork.Status.ShouldBe(RunStatus.Failed);
        fork.Reason.ShouldBe(parent.Reason);
        before.Status.ShouldBe(RunStatus.Completed);
    }

    [Fact]
    public async Task Fork_OfARunUnderWay_TakesOverWhatIsThere()
    {
        var parent = await _lab.SubmitAsync(EchoModule.Spec);

        (await ForkAsync(parent, 0)).Status.ShouldBe(RunStatus.Completed);
    }

    [Fact]
    public async Task Replay_ParentNotInTheLab_SaysSo()
    {
        var parent = await _lab.RunAsync(EchoModule.Spec);
        var fork = await ForkAsync(parent.Run, 3);
        await using var elsewhere = TestLab.Fresh(new EchoModule());
        await elsewhere.CopyAsync(await _lab.EventsAsync(fork.Run), fork.Run);

        var report = await elsewhere.Mediator.Send(new ReplayRun(fork.Run, ReplayLevel.Effects), TestContext.Current.CancellationToken);

        report.Divergence.ShouldBeNull();
        report.Parent.ShouldBe(new ReplayedParent(parent.Run, Compared: false));
    }

    [Theory]
    [InlineData(ReplayLevel.Log)]
    [InlineData(ReplayLevel.Decisions)]
    [InlineData(ReplayLevel.Effects)]
    public async Task Replay_Fork_IsIdenticalAtEveryLevelFromEveryVersion(ReplayLevel level)
    {
        var parent = await _lab.RunAsync(EchoModule.Spec, "options.branches=2");
        for (var at = 0L; at < parent.Events; at++)
        {
            var fork = await ForkAsync(parent.Run, at, "seed=3");

            var report = await ReplayAsync(fork.Run, level);

            report.Divergence.ShouldBeNull($"at {at}");
            report.Parent!.Compared.ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData(11, new string[0], "has versions 0 to 10, not 11.")]
    [InlineData(3, new[] { "optinos.count=1" }, "--set optinos.count: a spec has no 'optinos'. Did you mean 'options'?")]
    [InlineData(3, new[] { "options.cuont=1" }, "--set options.cuont: 'options' has no 'cuont'. Did you mean 'count'?")]
    [InlineData(3, new[] { "options.count=many" }, "--set options.count: options.count must be a whole number, not 'many'.")]
    [InlineData(3, new[] { "environment.options.x=1" }, "--set environment.options.x: A fork stays in its parent's environment")]
    [InlineData(3, new[] { "algorithm=other" }, "--set algorithm: A fork goes on with its parent's algorithm")]
    [InlineData(3, new[] { "grid.options.count=[1,2]" }, "--set grid.options.count: A fork is one run.")]
    [InlineData(3, new[] { "seeds=2" }, "a fork is one run; write --set seed=N.")]
    [InlineData(3, new[] { "seed=x" }, "--set seed: write seed=N, where N is a whole number of 0 or more.")]
    [InlineData(3, new[] { "options.count" }, "--set options.count: write path=value")]
    [InlineData(3, new[] { "expert=nobody" }, "There is no expert 'nobody'.")]
    public async Task Submit_WhatCannotBe_IsRefusedAndNothingIsWritten(long at, string[] settings, string message)
    {
        var parent = await _lab.RunAsync(EchoModule.Spec);

        var error = await Should.ThrowAsync<InvalidInputException>(() => SubmitAsync(parent.Run, at, settings));

        error.Message.ShouldContain(message);
        (await _lab.Mediator.Send(new AlignmentLab.Core.Runs.Show.ListRuns(), TestContext.Current.CancellationToken)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Submit_SwappedAndName_AreTold()
    {
        var parent = await _lab.RunAsync(EchoModule.Spec);

        var fork = await _lab.Mediator.Send(new SubmitFork(parent.Run, 3, ["options.count=5", "seed=0"], "counter"), TestContext.Current.CancellationToken);

        fork.Swapped.Single().Path.ShouldBe("algorithm.options.count");
        fork.Run.Value.ShouldStartWith("counter-");
        fork.Definition.Overrides.Keys.ShouldBe(["options.count", "seed"]);
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    private Task<SubmittedFork> SubmitAsync(RunId parent, long at, params string[] settings) => _lab.Mediator.Send(new SubmitFork(parent, at, settings));

    private async Task<RunResult> ForkAsync(RunId parent, long at, params string[] settings) => await _lab.ExecuteAsync((await SubmitAsync(parent, at, settings)).Run);

    private Task<ReplayReport> ReplayAsync(RunId run, ReplayLevel level = ReplayLevel.Effects) => _lab.Mediator.Send(new ReplayRun(run, level));

    private sealed class NotesFirst : EchoAlgorithm
    {
        public override async Task RunAsync(EchoOptions options, IRunContext run)
        {
            if (options.Text == "note")
            {
                await run.NoteAsync("first");
            }

            await base.RunAsync(options, run);
        }
    }
}
