using AlignmentLab.Compliance.EventStore;
using AlignmentLab.Embedded;
using AlignmentLab.Engines;

namespace AlignmentLab.Tests.Embedded;

/// <summary>The embedded store without waiting for the disk, which tells nothing about behaviour.</summary>
public sealed class SqliteHarness : EventStoreHarness
{
    private readonly TemporaryDirectory _directory = new();
    private readonly List<SqliteEventStore> _opened = [];

    public override ValueTask<IEventStore> OpenAsync()
    {
        var store = SqliteEventStore.Open(
            _directory.File("events.db"), new SqliteEventStoreOptions { Synchronous = SqliteSynchronous.Normal }, Clock);
        _opened.Add(store);
        return new(store);
    }

    public override ValueTask DisposeAsync()
    {
        _opened.ForEach(store => store.Dispose());
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}

public sealed class SqliteAppendTests : AppendCompliance<SqliteHarness>;

public sealed class SqliteIdempotencyTests : IdempotencyCompliance<SqliteHarness>;

public sealed class SqliteChainTests : ChainCompliance<SqliteHarness>;

public sealed class SqliteImportTests : ImportCompliance<SqliteHarness>;

public sealed class SqliteReadTests : ReadCompliance<SqliteHarness>;

public sealed class SqliteSubscriptionTests : SubscriptionCompliance<SqliteHarness>;

public sealed class SqliteSharedStoreTests : SharedStoreCompliance<SqliteHarness>;

public sealed class SqliteModelTests : ModelCompliance<SqliteHarness>;
