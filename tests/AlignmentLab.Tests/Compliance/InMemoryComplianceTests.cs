using AlignmentLab.Compliance.BlobStore;
using AlignmentLab.Compliance.EventStore;
using AlignmentLab.Compliance.Fakes;
using AlignmentLab.Compliance.LogAuthority;
using AlignmentLab.Compliance.RunLeases;
using AlignmentLab.Engines;

namespace AlignmentLab.Tests.Compliance;

public sealed class InMemoryHarness : EventStoreHarness
{
    public override string? WhyInstancesAreSeparate => "A store in memory is its instance.";

    public override ValueTask<IEventStore> OpenAsync() => new(new InMemoryEventStore(Clock));

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

public sealed class InMemoryAppendTests : AppendCompliance<InMemoryHarness>;

public sealed class InMemoryIdempotencyTests : IdempotencyCompliance<InMemoryHarness>;

public sealed class InMemoryChainTests : ChainCompliance<InMemoryHarness>;

public sealed class InMemoryImportTests : ImportCompliance<InMemoryHarness>;

public sealed class InMemoryReadTests : ReadCompliance<InMemoryHarness>;

public sealed class InMemorySubscriptionTests : SubscriptionCompliance<InMemoryHarness>;

public sealed class InMemorySharedStoreTests : SharedStoreCompliance<InMemoryHarness>;

public sealed class InMemoryBlobHarness : BlobStoreHarness
{
    private readonly InMemoryBlobStore _store = new();

    public override IBlobStore Open() => _store;

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

public sealed class InMemoryBlobStoreTests : BlobStoreCompliance<InMemoryBlobHarness>;

public sealed class InMemoryLeasesHarness : RunLeasesHarness
{
    private readonly InMemoryRunLeases _leases = new();

    public override IRunLeases Open() => _leases;

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

public sealed class InMemoryRunLeasesTests : RunLeasesCompliance<InMemoryLeasesHarness>;

public sealed class InMemoryLogAuthorityHarness : LogAuthorityHarness
{
    private readonly InMemoryLogAuthority _authority = new();

    public override ILogAuthority Open() => _authority;

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

public sealed class InMemoryLogAuthorityTests : LogAuthorityCompliance<InMemoryLogAuthorityHarness>;
