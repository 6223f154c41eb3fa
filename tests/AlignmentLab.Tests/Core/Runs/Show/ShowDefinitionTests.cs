using AlignmentLab.Algorithms;
using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Core.Runs.Show;
using AlignmentLab.Engines;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Core.Runs.Show;

public sealed class ShowDefinitionTests
{
    private readonly InMemoryEventStore _store = new(TimeProvider.System);
    private readonly InMemoryBlobStore _blobs = new();
    private readonly InMemoryRunLeases _leases = new();

    [Fact]
    public async Task Show_OfARun_ReadsItsFirstEventAlone()
    {
        RunId run;
        await using (var lab = new TestLab(_store, _blobs, _leases, new EchoModule()))
        {
            run = (await lab.RunAsync(EchoModule.Spec)).Run;
        }

        var watched = new ReadLog(_store);
        await using var fresh = new TestLab(watched, _blobs, _leases, TestLab.AuthorityOf(_store), new EchoModule());

        var submitted = await fresh.Mediator.Send(new ShowDefinition(run));

        submitted.Algorithm.Name.ShouldBe("echo");
        watched.Read.ShouldBe([$"{run.Stream} from 0, 1 at most"]);
    }

    [Fact]
    public async Task Show_OfNoRun_IsRefused()
    {
        await using var lab = TestLab.Fresh(new EchoModule());

        (await Should.ThrowAsync<InvalidInputException>(() => lab.Mediator.Send(new ShowDefinition(new("none"))))).Message.ShouldContain("There is no run 'none'");
    }

    /// <summary>Notes what is read.</summary>
    private sealed class ReadLog(IEventStore inner) : IEventStore
    {
        public List<string> Read { get; } = [];

        public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(StreamId stream, ReadDirection direction, long from, long maxCount = long.MaxValue, CancellationToken cancellationToken = default)
        {
            Read.Add($"{stream} from {from}, {maxCount} at most");
            return inner.ReadStreamAsync(stream, direction, from, maxCount, cancellationToken);
        }

        public IAsyncEnumerable<RecordedEvent> ReadAllAsync(ReadDirection direction, long from, EventFilter filter, long maxCount = long.MaxValue, CancellationToken cancellationToken = default)
        {
            Read.Add("the whole log");
            return inner.ReadAllAsync(direction, from, filter, maxCount, cancellationToken);
        }

        public ValueTask<StreamHead?> HeadAsync(StreamId stream, CancellationToken cancellationToken = default)
        {
            Read.Add($"the head of {stream}");
            return inner.HeadAsync(stream, cancellationToken);
        }

        public IAsyncEnumerable<StreamHead> HeadsAsync(string? category = null, CancellationToken cancellationToken = default)
        {
            Read.Add($"the heads of {category}");
            return inner.HeadsAsync(category, cancellationToken);
        }

        public ValueTask<AppendResult> AppendAsync(StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default) =>
            inner.AppendAsync(stream, expected, events, cancellationToken);

        public ValueTask<AppendResult> ImportAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken = default) => inner.ImportAsync(events, cancellationToken);

        public IAsyncEnumerable<RecordedEvent> SubscribeAllAsync(long afterPosition, EventFilter filter, CancellationToken cancellationToken) =>
            inner.SubscribeAllAsync(afterPosition, filter, cancellationToken);

        public IAsyncEnumerable<RecordedEvent> SubscribeStreamAsync(StreamId stream, long afterVersion, CancellationToken cancellationToken) =>
            inner.SubscribeStreamAsync(stream, afterVersion, cancellationToken);
    }
}
