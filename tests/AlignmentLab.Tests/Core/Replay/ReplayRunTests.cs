using System.Collections.Concurrent;
using AlignmentLab.Algorithms;
using AlignmentLab.Algorithms.Effects;
using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Replay;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Replay;

public sealed class ReplayRunTests
{
    private readonly InMemoryEventStore _store = new(TimeProvider.System);
    private readonly InMemoryBlobStore _blobs = new();
    private readonly InMemoryRunLeases _leases = new();

    [Theory]
    [InlineData(ReplayLevel.Log)]
    [InlineData(ReplayLevel.Decisions)]
    [InlineData(ReplayLevel.Effects)]
    public async Task Replay_SameAlgorithm_IsIdentical(ReplayLevel level)
    {
        var run = await RecordAsync("options.branches=3");

        var report = await ReplayAsync(run, level, new EchoModule());

        report.Divergence.ShouldBeNull();
        report.Effects.ShouldBe(12);
        report.Decisions.ShouldBe(level >= ReplayLevel.Decisions ? 12 : null);
        report.Repeated.ShouldBe(level >= ReplayLevel.Effects ? 9 : null);
    }

    [Fact]
    public async Task Replay_AlgorithmAsksForSomethingElse_NamesTheFirstPlaceAndBothSides()
    {
        var run = await RecordAsync();

        var report = await ReplayAsync(run, ReplayLevel.Decisions, new EchoModule(algorithm: () => new Shouting(from: 1)));

        report.Divergence!.Version.ShouldBe(4);
        report.Divergence.Expected.ShouldBe("""echo-requested.v1 3/echo {"text":"hello 1","queries":0}""");
        report.Divergence.Actual.ShouldBe("""echo-requested.v1 3/echo {"text":"HELLO 1","queries":0}""");
    }

    [Fact]
    public async Task Replay_AlgorithmAsksForLess_NamesWhatItDidNotAskFor()
    {
        var run = await RecordAsync();

        var report = await ReplayAsync(run, ReplayLevel.Decisions, new EchoModule(algorithm: () => new Stopping(after: 2)));

        report.Divergence!.Version.ShouldBe(7);
        report.Divergence.Actual.ShouldBe("nothing: the algorithm ended without asking for it");
    }

    [Fact]
    public async Task Replay_AlgorithmAsksForMore_IsADivergenceAtTheEnd()
    {
        var run = await RecordAsync();

        var report = await ReplayAsync(run, ReplayLevel.Decisions, new EchoModule(algorithm: () => new Talkative()));

        report.Divergence!.Expected.ShouldBe("nothing more: the run had ended");
        report.Divergence.Actual.ShouldContain("note-recorded.v1 7/note");
    }

    [Fact]
    public async Task Replay_AlgorithmSwallowsTheDivergence_IsStillCaught()
    {
        var run = await RecordAsync();

        (await ReplayAsync(run, ReplayLevel.Decisions, new EchoModule(algorithm: () => new Swallowing()))).Identical.ShouldBeFalse();
    }

    [Fact]
    public async Task Replay_JobGivesAnotherResult_IsCaughtAtTheEffectsLevelOnly()
    {
        var run = await RecordAsync();
        var forged = new EchoModule(new Altering());

        (await ReplayAsync(run, ReplayLevel.Decisions, forged)).Identical.ShouldBeTrue();
        (await ReplayAsync(run, ReplayLevel.Effects, forged)).Divergence!.Version.ShouldBe(5);
    }

    [Fact]
    public async Task Replay_Divergence_ShowsTheFieldsThatDiffer()
    {
        var run = await RecordAsync();

        var report = await ReplayAsync(run, ReplayLevel.Decisions, new EchoModule(algorithm: () => new Shouting(from: 1)));

        report.Divergence!.Call!.Value.Value.ShouldBe("3/echo");
        report.Divergence.Type.ShouldBe("echo-requested.v1");
        report.Divergence.Fields.Select(f => $"{f.Path}: {f.Left} -> {f.Right}").ShouldBe(["text: hello 1 -> HELLO 1"]);
    }

    [Fact]
    public async Task Replay_Sample_RepeatsExactlyThatManyAndTheSameOnesForItsSeed()
    {
        var run = await RecordAsync("options.count=20");
        var (first, again, other) = (new Counting(), new Counting(), new Counting());

        var report = await SampleAsync(run, first, 0.22, null);
        await SampleAsync(run, again, 0.22, report.Sample!.Seed);
        await SampleAsync(run, other, 0.22, report.Sample.Seed + 1);

        report.Sample.ShouldSatisfyAllConditions(s => s.Of.ShouldBe(20), s => s.Repeated.ShouldBe(5), s => s.Share.ShouldBe(0.22));
        report.Repeated.ShouldBe(5);
        first.Texts.Count.ShouldBe(5);
        again.Texts.Order().ShouldBe(first.Texts.Order());
        other.Texts.Order().ShouldNotBe(first.Texts.Order());
    }

    [Fact]
    public async Task Replay_SampleWithoutASeed_DrawsADifferentOneEachTime()
    {
        var run = await RecordAsync();

        var seeds = new HashSet<ulong>();
        for (var i = 0; i < 4; i++)
        {
            seeds.Add((await SampleAsync(run, new EchoFaults(), 0.5, null)).Sample!.Seed);
        }

        seeds.Count.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Replay_AnswersFromOutside_AreTakenFromTheLogAndCounted()
    {
        var run = await RecordAsync("options.branches=1");
        var faults = new Counting { Outside = text => text.StartsWith("hello", StringComparison.Ordinal) };

        var report = await ReplayAsync(run, ReplayLevel.Effects, new EchoModule(faults));

        (report.FromLog, report.Repeated).ShouldBe((3, 2));
        report.Outside.ShouldBe(["echo"]);
        faults.Texts.Order().ShouldBe(["0-first", "0-second"]);
    }

    [Fact]
    public async Task Replay_WritesNothing()
    {
        var run = await RecordAsync();
        var before = await LengthAsync();

        await ReplayAsync(run, ReplayLevel.Effects, new EchoModule());

        (await LengthAsync()).ShouldBe(before);
    }

    private async Task<RunId> RecordAsync(params string[] settings)
    {
        await using var lab = new TestLab(_store, _blobs, _leases, new EchoModule());
        return (await lab.RunAsync(EchoModule.Spec, settings)).Run;
    }

    private async Task<ReplayReport> ReplayAsync(RunId run, ReplayLevel level, EchoModule plugin)
    {
        await using var lab = new TestLab(_store, _blobs, _leases, plugin);
        return await lab.Mediator.Send(new ReplayRun(run, level));
    }

    private async Task<ReplayReport> SampleAsync(RunId run, EchoFaults faults, double share, ulong? seed)
    {
        await using var lab = new TestLab(_store, _blobs, _leases, new EchoModule(faults));
        return await lab.Mediator.Send(new ReplayRun(run, ReplayLevel.Effects, share, seed));
    }

    private async Task<int> LengthAsync()
    {
        var count = 0;
        await foreach (var _ in _store.ReadAllAsync(Engines.ReadDirection.Forwards, 0, Engines.EventFilter.All))
        {
            count++;
        }

        return count;
    }

    private sealed class Shouting(int from) : EchoAlgorithm
    {
        public override async Task RunAsync(EchoOptions options, IRunContext run)
        {
            for (var i = 0; i < options.Count; i++)
            {
                var text = $"{options.Text} {i}";
                var echoed = await run.PerformAsync(new EchoRequest(i >= from ? text.ToUpperInvariant() : text));
                await run.MeasureAsync("draw", echoed.Draw, i);
            }
        }
    }

    private sealed class Stopping(int after) : EchoAlgorithm
    {
        public override Task RunAsync(EchoOptions options, IRunContext run) => base.RunAsync(options with { Count = after }, run);
    }

    private sealed class Talkative : EchoAlgorithm
    {
        public override async Task RunAsync(EchoOptions options, IRunContext run)
        {
            await base.RunAsync(options, run);
            await run.NoteAsync("one more thing");
        }
    }

    private sealed class Swallowing : EchoAlgorithm
    {
        public override async Task RunAsync(EchoOptions options, IRunContext run)
        {
            try
            {
                await run.PerformAsync(new EchoRequest("something else"));
            }
            catch (Exception)
            {
                // As a careless algorithm would.
            }
        }
    }

    private sealed class Counting : EchoFaults
    {
        public ConcurrentBag<string> Texts { get; } = [];

        public override Task BeforeAsync(string text, CancellationToken cancellationToken)
        {
            Texts.Add(text);
            return Task.CompletedTask;
        }
    }

    private sealed class Altering : EchoFaults
    {
        public override Task BeforeAsync(string text, CancellationToken cancellationToken) =>
            text == "hello 1" ? throw new InvalidOperationException("another machine") : Task.CompletedTask;
    }
}
