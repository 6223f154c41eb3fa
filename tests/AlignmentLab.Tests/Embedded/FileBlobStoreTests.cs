using System.Text;
using AlignmentLab.Embedded;
using AlignmentLab.Errors;
using AlignmentLab.Events;
using Shouldly;
using SQLitePCL;
using Xunit;

namespace AlignmentLab.Tests.Embedded;

/// <summary>Blobs as files: their places, and what happens when a file is not what its name says.</summary>
public sealed class FileBlobStoreTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Root => _directory.File("blobs");

    private string Keys => _directory.File("keys.db");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Put_OfABlob_LeavesOneFileOfItsName()
    {
        var hash = await new FileBlobStore(Root, Keys).PutAsync("content"u8.ToArray());

        Directory.GetFiles(Root, "*", SearchOption.AllDirectories).ShouldBe([PathOf(hash)]);
    }

    [Fact]
    public async Task Put_OfWhatIsThere_DoesNotTouchTheFile()
    {
        var store = new FileBlobStore(Root, Keys);
        var hash = await store.PutAsync("content"u8.ToArray());
        var written = new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(PathOf(hash), written);

        await store.PutAsync("content"u8.ToArray());

        File.GetLastWriteTimeUtc(PathOf(hash)).ShouldBe(written);
    }

    [Fact]
    public async Task Get_OfADamagedFile_NamesIt()
    {
        var store = new FileBlobStore(Root, Keys);
        var hash = await store.PutAsync("content"u8.ToArray());
        await File.WriteAllTextAsync(PathOf(hash), "c0ntent");
        var get = async () => await store.GetAsync(hash);

        (await get.ShouldThrowAsync<EnvironmentFailureException>()).Message.ShouldContain(PathOf(hash));
    }

    [Fact]
    public async Task Put_OverAFileCutShort_MakesItWhole()
    {
        var store = new FileBlobStore(Root, Keys);
        var hash = await store.PutAsync("content"u8.ToArray());
        await File.WriteAllTextAsync(PathOf(hash), "cont");

        await store.PutAsync("content"u8.ToArray());

        (await store.GetAsync(hash))!.Value.ToArray().ShouldBe("content"u8.ToArray());
    }

    [Fact]
    public async Task Put_WhereNothingCanBeWritten_SaysSo()
    {
        await File.WriteAllTextAsync(Root, "a file in the way");
        var put = async () => await new FileBlobStore(Root, Keys).PutAsync("content"u8.ToArray());

        (await put.ShouldThrowAsync<EnvironmentFailureException>()).Message.ShouldContain(Root);
    }

    [Fact]
    public async Task Get_OfAPlainFileOfAnEarlierVersion_GivesItsBytes()
    {
        var hash = Sha256.Of("content"u8);
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(hash))!);
        await File.WriteAllTextAsync(PathOf(hash), "content");

        (await new FileBlobStore(Root, Keys).GetAsync(hash))!.Value.ToArray().ShouldBe("content"u8.ToArray());
    }

    [Fact]
    public async Task File_OfABlob_DoesNotShowItsContent()
    {
        var hash = await new FileBlobStore(Root, Keys).PutAsync("content that is personal"u8.ToArray());

        Encoding.UTF8.GetString(await File.ReadAllBytesAsync(PathOf(hash))).ShouldNotContain("personal");
    }

    [Fact]
    public async Task Destroy_OfABlob_MakesACopyOfItsFileUnreadableAndLeavesNoKey()
    {
        using var store = new FileBlobStore(Root, Keys);
        var hash = await store.PutAsync("content that is personal"u8.ToArray());
        var copy = await File.ReadAllBytesAsync(PathOf(hash));
        var key = Key(hash);
        ReadKeys().AsSpan().IndexOf(key).ShouldBeGreaterThan(0);

        await store.DestroyAsync(hash);
        await File.WriteAllBytesAsync(PathOf(hash), copy);

        (await store.GetAsync(hash)).ShouldBeNull();
        ReadKeys().AsSpan().IndexOf(key).ShouldBe(-1);
    }

    [Fact]
    public async Task Put_ByManyInstancesAtOnce_GivesOneReadableBlob()
    {
        var hashes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            using var store = new FileBlobStore(Root, Keys);
            return await store.PutAsync("the same content"u8.ToArray());
        })));

        using var reader = new FileBlobStore(Root, Keys);
        (await reader.GetAsync(hashes[0]))!.Value.ToArray().ShouldBe("the same content"u8.ToArray());
    }

    // Everything that the file of keys and its write-ahead file hold at this moment.
    private byte[] ReadKeys() => [.. File.ReadAllBytes(Keys), .. File.Exists(Keys + "-wal") ? File.ReadAllBytes(Keys + "-wal") : []];

    private byte[] Key(Sha256 hash)
    {
        raw.sqlite3_open(Keys, out var db);
        using (db)
        {
            raw.sqlite3_prepare_v2(db, $"SELECT key FROM keys WHERE number = {BitConverter.ToInt64(File.ReadAllBytes(PathOf(hash)), 8)}", out var statement);
            using (statement)
            {
                raw.sqlite3_step(statement).ShouldBe(raw.SQLITE_ROW);
                return raw.sqlite3_column_blob(statement, 0).ToArray();
            }
        }
    }

    private string PathOf(Sha256 hash) => Path.Combine(Root, $"{hash}"[..2], $"{hash}");
}
