using AlignmentLab.Core.Runs.Submit;
using AlignmentLab.Environments;
using AlignmentLab.Host.Serving;
using AlignmentLab.Imitation;
using AlignmentLab.Tests.Core;
using Shouldly;
using Xunit;

namespace AlignmentLab.Tests.Host.Serving;

public sealed class SpecExamplesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alab-examples-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void All_OfAFolder_AreItsSpecsByNameWithoutTheEditorsLine()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "b.yaml"), "# yaml-language-server: $schema=spec.schema.json\nname: b\n");
        File.WriteAllText(Path.Combine(_folder.FullName, "a.yaml"), "name: a\n");
        File.WriteAllText(Path.Combine(_folder.FullName, "spec.schema.json"), "{}");

        new SpecExamples(_folder.FullName).All.Select(e => (e.Name, e.Text)).ShouldBe([("a", "name: a\n"), ("b", "name: b\n")]);
    }

    [Fact]
    public async Task All_WhereThereIsNoFolder_IsASpecThatRuns()
    {
        await using var lab = TestLab.Fresh(new EnvironmentsModule(), new ImitationModule());

        var example = new SpecExamples(Path.Combine(_folder.FullName, "none")).All.ShouldHaveSingleItem();

        (await lab.Mediator.Send(new PreviewRuns(example.Text, "spec.yaml", []))).Runs.ShouldBe(1);
    }
}
