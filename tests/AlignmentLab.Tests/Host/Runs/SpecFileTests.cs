using AlignmentLab.Errors;
using AlignmentLab.Host.Runs;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Host.Runs;

public sealed class SpecFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alab-spec-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("name: \u00e9", "name: \u00e9")]
    [InlineData("\ufeffname: x", "name: x")]
    [InlineData("", "")]
    public async Task Read_ATextFile_IsItsText(string content, string text) => (await SpecFile.ReadAsync(Write(System.Text.Encoding.UTF8.GetBytes(content)), CancellationToken.None)).ShouldBe(text);

    [Theory]
    [InlineData(new byte[] { 0x7f, 0x45, 0x4c, 0x46, 0xff, 0xfe }, "is not text in UTF-8")]
    [InlineData(new byte[] { 0x41, 0x00, 0x41 }, "is a binary file")]
    public async Task Read_ABinaryFile_SaysSo(byte[] content, string expected) => (await FaultAsync(Write(content))).ShouldContain(expected);

    [Fact]
    public async Task Read_AHugeFile_SaysSo() => (await FaultAsync(Write(new byte[5 * 1024 * 1024]))).ShouldContain("is larger than 4 MiB");

    [Fact]
    public async Task Read_NoFile_SaysWhatASpecIs()
    {
        (await FaultAsync("")).ShouldStartWith("SPEC is empty. SPEC is a YAML file such as");
        (await FaultAsync(_folder.FullName)).ShouldContain("is a directory. SPEC is a YAML file such as");
        (await FaultAsync(Path.Combine(_folder.FullName, "x.yaml"))).ShouldStartWith("There is no file");
    }

    [Fact]
    public async Task Read_AFileThatMayNotBeRead_IsTheSurroundings()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("Permissions do not bind here.");
            return;
        }

        var path = Write([0x41]);
        File.SetUnixFileMode(path, UnixFileMode.None);

        (await Should.ThrowAsync<EnvironmentFailureException>(() => SpecFile.ReadAsync(path, CancellationToken.None))).Message.ShouldContain("no permission");
    }

    private string Write(byte[] content)
    {
        var path = Path.Combine(_folder.FullName, "spec.yaml");
        File.WriteAllBytes(path, content);
        return path;
    }

    private static async Task<string> FaultAsync(string path) =>
        (await Should.ThrowAsync<InvalidInputException>(() => SpecFile.ReadAsync(path, CancellationToken.None))).Message;
}
