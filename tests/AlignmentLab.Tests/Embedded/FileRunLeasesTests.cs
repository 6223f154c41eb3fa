using AlignmentLab.Embedded;
using AlignmentLab.Errors;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Embedded;

/// <summary>Leases as locked files.</summary>
public sealed class FileRunLeasesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Release_OfALease_RemovesItsFile()
    {
        var leases = new FileRunLeases(_directory.Path);
        var lease = (await leases.TryAcquireAsync("r1"))!;
        File.Exists(_directory.File("r1.lock")).ShouldBeTrue();

        await lease.DisposeAsync();

        File.Exists(_directory.File("r1.lock")).ShouldBeFalse();
    }

    [Fact]
    public async Task TryAcquire_OfWhatACrashLeft_Succeeds()
    {
        await File.WriteAllTextAsync(_directory.File("r1.lock"), "");
        var leases = new FileRunLeases(_directory.Path);

        (await leases.IsHeldAsync("r1")).ShouldBeFalse();
        await using var lease = await leases.TryAcquireAsync("r1");
        lease.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("../r1")]
    [InlineData("a/b")]
    [InlineData("")]
    public async Task TryAcquire_OfANameThatLeavesTheDirectory_IsRefused(string run)
    {
        var acquire = async () => await new FileRunLeases(_directory.Path).TryAcquireAsync(run);

        await acquire.ShouldThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task TryAcquire_WhereNothingCanBeWritten_SaysSo()
    {
        await File.WriteAllTextAsync(_directory.File("leases"), "a file in the way");
        var acquire = async () => await new FileRunLeases(_directory.File("leases")).TryAcquireAsync("r1");

        (await acquire.ShouldThrowAsync<EnvironmentFailureException>()).Message.ShouldContain(_directory.File("leases"));
    }
}
