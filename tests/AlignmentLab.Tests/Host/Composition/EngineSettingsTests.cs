using AlignmentLab.Errors;
using AlignmentLab.Host.Composition;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Host.Composition;

public sealed class EngineSettingsTests : IDisposable
{
    private readonly LabLocation _lab = new(Directory.CreateTempSubdirectory("alab-test-").FullName);

    [Fact]
    public void Read_NoFile_IsEmbeddedThroughout() => EngineSettings.Read(_lab).ShouldBe(new EngineSettings());

    [Fact]
    public void Read_UnknownEngine_SaysWhichThereAre()
    {
        File.WriteAllText(_lab.Settings, """{ "engines": { "eventStore": "embeded" } }""");

        Should.Throw<InvalidInputException>(() => EngineSettings.Read(_lab)).Message
            .ShouldBe("Engines:EventStore is 'embeded', and this build has no such engine. Did you mean 'embedded'? There is: embedded.");
    }

    [Theory]
    [InlineData("{ \"engines\": 3 }")]
    [InlineData("{ \"engine\": {} }")]
    [InlineData("{")]
    public void Read_MalformedFile_NamesThePlace(string text)
    {
        File.WriteAllText(_lab.Settings, text);

        Should.Throw<InvalidInputException>(() => EngineSettings.Read(_lab)).Message.ShouldStartWith($"{_lab.Settings}:1:");
    }

    public void Dispose() => Directory.Delete(_lab.Directory, recursive: true);
}
