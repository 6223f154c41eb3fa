using System.Text;
using AlignmentLab.Engines;
using AlignmentLab.Events;
using Shouldly;
using Xunit;

namespace AlignmentLab.Compliance.BlobStore;

/// <summary>Blobs are named by their bytes and never change.</summary>
public abstract class BlobStoreCompliance<THarness> : IAsyncLifetime
    where THarness : BlobStoreHarness, new()
{
    protected THarness Harness { get; } = new();

    protected IBlobStore Store { get; private set; } = null!;

    public virtual ValueTask InitializeAsync()
    {
        Store = Harness.Open();
        return ValueTask.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Harness.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public async Task Get_OfWhatWasPut_GivesTheSameBytes(int size)
    {
        var content = Content(size);
        var hash = await Store.PutAsync(content);

        hash.ShouldBe(Sha256.Of(content));
        (await Store.GetAsync(hash))!.Value.ToArray().ShouldBe(content);
        (await Store.ContainsAsync(hash)).ShouldBeTrue();
    }

    [Fact]
    public async Task Destroy_OfABlob_MakesItUnreadableAndLeavesTheOthers()
    {
        var hash = await Store.PutAsync(Content(10));
        var other = await Store.PutAsync(Content(11));

        (await Store.DestroyAsync(hash)).ShouldBeTrue();

        (await Store.GetAsync(hash)).ShouldBeNull();
        (await Store.ContainsAsync(hash)).ShouldBeFalse();
        (await Harness.Open().GetAsync(hash)).ShouldBeNull();
        (await Store.GetAsync(other))!.Value.ToArray().ShouldBe(Content(11));
    }

    [Fact]
    public async Task Destroy_OfWhatIsNotThere_IsFalse() => (await Store.DestroyAsync(Sha256.Of("absent"u8))).ShouldBeFalse();

    [Fact]
    public async Task Put_OfWhatWasDestroyed_HoldsItAgain()
    {
        var hash = await Store.PutAsync(Content(10));
        await Store.DestroyAsync(hash);

        await Store.PutAsync(Content(10));

        (await Store.GetAsync(hash))!.Value.ToArray().ShouldBe(Content(10));
    }

    [Fact]
    public async Task Get_OfWhatIsNotThere_IsNull()
    {
        var hash = Sha256.Of("absent"u8);

        (await Store.GetAsync(hash)).ShouldBeNull();
        (await Store.ContainsAsync(hash)).ShouldBeFalse();
    }

    [Fact]
    public async Task Put_OfTheSameBytesAgain_ChangesNothing()
    {
        var first = await Store.PutAsync(Content(10));
        var second = await Store.PutAsync(Content(10));

        second.ShouldBe(first);
        (await Store.GetAsync(first))!.Value.ToArray().ShouldBe(Content(10));
    }

    [Fact]
    public async Task Put_OfTheCallersBuffer_KeepsTheBytesOfThatMoment()
    {
        var buffer = Encoding.UTF8.GetBytes("before");
        var hash = await Store.PutAsync(buffer);
        buffer[0] = (byte)'X';

        Encoding.UTF8.GetString((await Store.GetAsync(hash))!.Value.Span).ShouldBe("before");
    }

    [Fact]
    public async Task Put_OfOneContentFromManyCallersAtOnce_KeepsItWhole()
    {
        var content = Content(50_000);
        var hashes = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () => await Store.PutAsync(content))));

        hashes.Distinct().ShouldBe([Sha256.Of(content)]);
        (await Store.GetAsync(hashes[0]))!.Value.ToArray().ShouldBe(content);
    }

    [Fact]
    public async Task Put_ByAnotherInstance_IsSeen()
    {
        var hash = await Harness.Open().PutAsync(Content(5));

        (await Store.ContainsAsync(hash)).ShouldBeTrue();
    }

    [Fact]
    public async Task Put_AlreadyCancelled_StoresNothing()
    {
        var put = async () => await Store.PutAsync(Content(7), new CancellationToken(canceled: true));

        await put.ShouldThrowAsync<OperationCanceledException>();
        (await Store.ContainsAsync(Sha256.Of(Content(7)))).ShouldBeFalse();
    }

    private static byte[] Content(int size) => [.. Enumerable.Range(0, size).Select(i => (byte)(i * 31))];
}
