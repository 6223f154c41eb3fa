using System.Text;
using AlignmentLab.Algorithms;
using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Incidents;
using AlignmentLab.Core.Provenance;
using AlignmentLab.Core.Runs.History;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Serialization;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Runs.Show;

/// <summary>
/// Whatever a lab shows as of a moment is what it showed at that moment: held against a copy of its log that ends there,
/// shown live.
/// </summary>
public sealed class TimeTravelTests
{
    private const int Labs = 12;

    [Fact]
    public async Task Show_AsOfEveryPositionOfRandomLabs_IsWhatWasShownThen()
    {
        for (var seed = 0; seed < Labs; seed++)
        {
            var store = await RandomLab.MakeAsync(new Random(seed));
            await using var now = new TestLab(store, new InMemoryBlobStore(), new InMemoryRunLeases());
            var length = await store.ReadAllAsync(ReadDirection.Forwards, 1, Engines.EventFilter.All).CountAsync(TestContext.Current.CancellationToken);
            for (var position = 0L; position <= length; position++)
            {
                var then = await RandomLab.PrefixAsync(store, position);
                var leases = await HeldAsync(then);
                await using var live = new TestLab(then, new InMemoryBlobStore(), leases);

                (await EverythingAsync(now, then, new AsOf(position))).ShouldBe(await EverythingAsync(live, then, AsOf.Now), $"seed {seed}, position {position}");
            }
        }
    }

    [Fact]
    public async Task Show_AsOfEveryVersionOfARun_IsAsOfThePositionOfThatVersion()
    {
        var store = await RandomLab.MakeAsync(new Random(99));
        await using var lab = new TestLab(store, new InMemoryBlobStore(), new InMemoryRunLeases());
        var run = RunId.Of((await store.HeadsAsync("run").FirstAsync(TestContext.Current.CancellationToken)).Stream);

        await foreach (var e in store.ReadStreamAsync(run.Stream, ReadDirection.Forwards, 0, cancellationToken: TestContext.Current.CancellationToken))
        {
            (await lab.Mediator.Send(new FindVersion(run, e.Version), TestContext.Current.CancellationToken)).ShouldBe(new AsOf(e.Position));
            var shown = await lab.Mediator.Send(new ShowRun(run, new AsOf(e.Position)), TestContext.Current.CancellationToken);
            (shown.Result.Events, shown.Result.Root).ShouldBe((e.Version + 1, e.ChainHash));
        }
    }

    [Fact]
    public async Task FindVersion_BeyondTheStream_SaysWhichThereAre()
    {
        await using var lab = TestLab.Fresh(new EchoModule());
        var run = await lab.SubmitAsync(EchoModule.Spec);

        (await Should.ThrowAsync<InvalidInputException>(() => lab.Mediator.Send(new FindVersion(run, 1)))).Message.ShouldBe($"{run} has versions 0 to 0, not 1.");
        (await Should.ThrowAsync<InvalidInputException>(() => lab.Mediator.Send(new FindVersion(new RunId("none"), 1)))).Message.ShouldStartWith("There is no run 'none'");
    }

    [Fact]
    public async Task Last_AsOfAMomentLongAgo_IsSearchedForInsteadOfReadUpTo()
    {
        var store = new InMemoryEventStore(TimeProvider.System);
        await using var lab = new TestLab(store, new InMemoryBlobStore(), new InMemoryRunLeases(), new EchoModule());
        var run = (await lab.RunAsync(EchoModule.Spec, "options.count=700")).Run;
        var target = (await lab.EventsAsync(run))[300];
        var counting = new CountingReader(store);

        (await counting.LastAsync(run.Stream, new AsOf(target.Position), TestContext.Current.CancellationToken))!.Version.ShouldBe(300);

        counting.Read.ShouldBeLessThan(15);
    }

    private static async Task<InMemoryRunLeases> HeldAsync(InMemoryEventStore store)
    {
        // Whether a process had a run then is not on its stream: as of then, one that had begun counts as worked on.
        var leases = new InMemoryRunLeases();
        await foreach (var head in store.HeadsAsync("run"))
        {
            if (head.Version > 0)
            {
                await leases.TryAcquireAsync(RunId.Of(head.Stream).Value);
            }
        }

        return leases;
    }

    private static async Task<string> EverythingAsync(TestLab lab, InMemoryEventStore then, AsOf at)
    {
        var shown = new List<object>
        {
            await lab.Mediator.Send(new ListRuns(at)),
            await lab.Mediator.Send(new ListIncidents(null, at)),
        };
        await foreach (var head in then.HeadsAsync("run"))
        {
            var run = RunId.Of(head.Stream);
            shown.Add(await lab.Mediator.Send(new ShowRun(run, at)));
            shown.Add(await lab.Mediator.Send(new ListIncidents(run, at)));
            shown.Add(await lab.Mediator.Send(new ListModels(run, at)));
        }

        await foreach (var head in then.HeadsAsync(IncidentId.Category))
        {
            shown.Add(await lab.Mediator.Send(new ShowIncident(IncidentId.Of(head.Stream).Value, at)));
        }

        return string.Join('\n', shown.Select(s => Encoding.UTF8.GetString(EventJson.Serialize(s))));
    }

    private sealed class CountingReader(IEventReader inner) : IEventReader
    {
        public int Read { get; private set; }

        public IAsyncEnumerable<AlignmentLab.Events.RecordedEvent> ReadStreamAsync(
            AlignmentLab.Events.StreamId stream, ReadDirection direction, long from, long maxCount = long.MaxValue, CancellationToken cancellationToken = default) =>
            inner.ReadStreamAsync(stream, direction, from, maxCount, cancellationToken).Select(e =>
            {
                Read++;
                return e;
            });

        public IAsyncEnumerable<AlignmentLab.Events.RecordedEvent> ReadAllAsync(
            ReadDirection direction, long from, EventFilter filter, long maxCount = long.MaxValue, CancellationToken cancellationToken = default) =>
            inner.ReadAllAsync(direction, from, filter, maxCount, cancellationToken);

        public ValueTask<AlignmentLab.Events.StreamHead?> HeadAsync(AlignmentLab.Events.StreamId stream, CancellationToken cancellationToken = default) => inner.HeadAsync(stream, cancellationToken);

        public IAsyncEnumerable<AlignmentLab.Events.StreamHead> HeadsAsync(string? category = null, CancellationToken cancellationToken = default) => inner.HeadsAsync(category, cancellationToken);
    }
}
