using AlignmentLab.Engines;
using Shouldly;
using Xunit;

namespace AlignmentLab.Compliance.RunLeases;

/// <summary>A run belongs to one holder at a time.</summary>
public abstract class RunLeasesCompliance<THarness> : IAsyncLifetime
    where THarness : RunLeasesHarness, new()
{
    protected THarness Harness { get; } = new();

    protected IRunLeases Leases { get; private set; } = null!;

    public virtual ValueTask InitializeAsync()
    {
        Leases = Harness.Open();
        return ValueTask.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Harness.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task TryAcquire_OfAHeldRun_IsNullUntilItIsReleased()
    {
        (await Leases.IsHeldAsync("r1")).ShouldBeFalse();
        var lease = await Leases.TryAcquireAsync("r1");
        lease.ShouldNotBeNull();
        (await Leases.IsHeldAsync("r1")).ShouldBeTrue();
        (await Leases.TryAcquireAsync("r1")).ShouldBeNull();

        await lease.DisposeAsync();

        (await Leases.IsHeldAsync("r1")).ShouldBeFalse();
        await using var next = await Leases.TryAcquireAsync("r1");
        next.ShouldNotBeNull();
    }

    [Fact]
    public async Task TryAcquire_OfAnotherRun_IsFree()
    {
        await using var first = await Leases.TryAcquireAsync("r1");
        await using var second = await Leases.TryAcquireAsync("r2");

        second.ShouldNotBeNull();
        (await Leases.IsHeldAsync("r3")).ShouldBeFalse();
    }

    [Fact]
    public async Task Dispose_OfALeaseTwice_LeavesTheNextHolderAlone()
    {
        var first = (await Leases.TryAcquireAsync("r1"))!;
        await first.DisposeAsync();
        await using var second = await Leases.TryAcquireAsync("r1");
        await first.DisposeAsync();

        (await Leases.IsHeldAsync("r1")).ShouldBeTrue();
        (await Leases.TryAcquireAsync("r1")).ShouldBeNull();
    }

    [Fact]
    public async Task TryAcquire_FromManyAtOnce_IsWonByOne()
    {
        for (var round = 0; round < 10; round++)
        {
            var leases = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await Leases.TryAcquireAsync("r1"))));

            var won = leases.OfType<IAsyncDisposable>().ShouldHaveSingleItem();
            await won.DisposeAsync();
        }
    }

    [Fact]
    public async Task TryAcquire_WhileOthersAsk_IsNotMistakenForHeld()
    {
        await (await Leases.TryAcquireAsync("r1"))!.DisposeAsync();
        using var done = new CancellationTokenSource();
        var asking = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                await Harness.Open().IsHeldAsync("r1");
            }
        })).ToArray();
        for (var i = 0; i < 50; i++)
        {
            var lease = await Leases.TryAcquireAsync("r1");
            lease.ShouldNotBeNull();
            await lease.DisposeAsync();
        }

        await done.CancelAsync();
        await Task.WhenAll(asking);
    }

    [Fact]
    public async Task TryAcquire_OfARunHeldByAnotherInstance_IsNull()
    {
        Assert.SkipWhen(Harness.WhyInstancesAreSeparate is not null, Harness.WhyInstancesAreSeparate ?? "");
        var other = Harness.Open();
        var lease = (await other.TryAcquireAsync("r1"))!;
        (await Leases.TryAcquireAsync("r1")).ShouldBeNull();
        (await Leases.IsHeldAsync("r1")).ShouldBeTrue();
        await lease.DisposeAsync();

        await using var next = await Leases.TryAcquireAsync("r1");
        next.ShouldNotBeNull();
    }
}
