using AlignmentLab.Embedded;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Embedded;

/// <summary>Blobs as files: their places, and what happens when a file is not what its name says.</summary>
public sealed class FileBlobStoreTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Root => _directory.File("blobs");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Put_OfABlob_LeavesOneFileOfItsName()
    {
        var hash = await new FileBlobStore(Root).PutAsync("content"u8.ToArray());

        Directory.GetFiles(Root, "*", SearchOption.AllDirectories).ShouldBe([PathOf(hash)]);
    }

    [Fact]
    public async Task Put_OfWhatIsThere_DoesNotTouchTheFile()
    {
        var store = new FileBlobStore(Root);
        var hash = await store.PutAsync("content"u8.ToArray());
        var written = new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(PathOf(hash), written);

        await store.PutAsync("content"u8.ToArray());

        File.GetLastWriteTimeUtc(PathOf(hash)).ShouldBe(written);
    }

    [Fact]
    public async Task Get_OfADamagedFile_NamesIt()
    {
        var store = new FileBlobStore(Root);
        var hash = await store.PutAsync("content"u8.ToArray());
        await File.WriteAllTextAsync(PathOf(hash), "c0ntent");
        var get = async () => await store.GetAsync(hash);

        (await get.ShouldThrowAsync<EnvironmentFailureException>()).Message.ShouldContain(PathOf(hash));
    }

    [Fact]
    public async Task Put_OverAFileCutShort_MakesItWhole()
    {
        var store = new FileBlobStore(Root);
        var hash = await store.PutAsync("content"u8.ToArray());
        await File.WriteAllTextAsync(PathOf(hash), "cont");

        await store.PutAsync("content"u8.ToArray());

        (await store.GetAsync(hash))!.Value.ToArray().ShouldBe("content"u8.ToArray());
    }

    [Fact]
    public async Task Put_WhereNothingCanBeWritten_SaysSo()
    {
        await File.WriteAllTextAsync(Root, "a file in the way");
        var put = async () => await new FileBlobStore(Root).PutAsync("content"u8.ToArray());

        (await put.ShouldThrowAsync<EnvironmentFailureException>()).Message.ShouldContain(Root);
    }

    private string PathOf(Sha256 hash) => Path.Combine(Root, $"{hash}"[..2], $"{hash}");
}
